import { type Image } from "../images/image";
import { type LifecycleRule } from "./schema";

export type Action = "keep" | "expire" | "archive";

/** What a lifecycle policy does to one image. */
export interface LifecycleDecision {
  readonly image: Image;
  /** Bytes that the image adds to what is stored. */
  readonly bytes: number;
  readonly action: Action;
  /** Priority of the rule that acts. */
  readonly rulePriority: number | null;
  /** Priority of the first rule that selects the image, whether it acts or not. */
  readonly claimedBy: number | null;
  readonly reason: string;
  /** When the rule begins to act, in milliseconds since 1970; null if that depends on more than time. */
  readonly on: number | null;
}

/** The images that one rule selects in a repository. */
export interface RuleResult {
  readonly rule: LifecycleRule;
  /** Images that the rule selects, whether or not an earlier rule selects them too. */
  readonly selected: number;
  /** Images among them that belong to an earlier rule, so that this rule cannot act on them. */
  readonly lost: number;
  /** Signatures, attestations and SBOMs by tag that take a place among the newest images of a count. */
  readonly attachments: number;
}

/** What a lifecycle policy does to the images of a repository. */
export interface Evaluation {
  /** One for each image, the newest image first. */
  readonly decisions: readonly LifecycleDecision[];
  /** One for each rule, in the order of priority. */
  readonly rules: readonly RuleResult[];
  /** Images that are signatures, attestations or SBOMs by their tags. */
  readonly attachments: ReadonlySet<Image>;
}

export type MutableDecision = { -readonly [Key in keyof LifecycleDecision]: LifecycleDecision[Key] };
