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
  /** Priority of the rule that selected the image first, whether it acts or not. */
  readonly claimedBy: number | null;
  readonly reason: string;
  /** From when the rule acts, in milliseconds since 1970; null where no time alone makes it act. */
  readonly on: number | null;
}

export type MutableDecision = { -readonly [Key in keyof LifecycleDecision]: LifecycleDecision[Key] };
