import { type Image } from "../images/image";

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

export type MutableDecision = { -readonly [Key in keyof LifecycleDecision]: LifecycleDecision[Key] };
