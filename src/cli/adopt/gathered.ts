import { type FoundRepository, type LeftOut } from "../../operations/adoption/found";

/** A repository that is not to be adopted, for a reason that is no fault. */
export interface Passed {
  readonly repositoryName: string;
  readonly by: "declared" | "match" | "removed" | "released" | "operator" | "environment" | "name";
  /** Why, and what to do where that is not meant. */
  readonly reason: string;
}

export interface Remark {
  /** @default - it is about all of them */
  readonly repositoryName?: string;
  readonly text: string;
}

/** What a source of repositories has given. */
export interface Gathered {
  readonly found: readonly FoundRepository[];
  /** Not declared, or not in full: no declaration would be the same, or it could not be read. */
  readonly leftOut: readonly LeftOut[];
  readonly passed: readonly Passed[];
  readonly remarks: readonly Remark[];
}
