import { type FoundRepository, type LeftOut } from "../../operations/adoption/found";

/** A repository that is not adopted, for a reason that is not an error. */
export interface SkippedRepository {
  readonly repositoryName: string;
  readonly by: "declared" | "match" | "removed" | "released" | "operator" | "environment" | "name" | "place";
  /** The reason, and what to do to adopt it anyway. */
  readonly reason: string;
}

export interface AdoptionNote {
  /** @default - all repositories */
  readonly repositoryName?: string;
  readonly text: string;
}

/** Repositories to adopt, from AWS or from files. */
export interface AdoptionCandidates {
  readonly found: readonly FoundRepository[];
  /** Repositories and policies that cannot be declared as they are, or could not be read. */
  readonly leftOut: readonly LeftOut[];
  readonly skipped: readonly SkippedRepository[];
  readonly remarks: readonly AdoptionNote[];
}

/** Whether settings of the registry, or public repositories, are adopted in addition to private repositories, or alone. */
export const PART_CHOICES = ["include", "only", "skip"] as const;
export type PartChoice = (typeof PART_CHOICES)[number];
