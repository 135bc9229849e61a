import { z } from "zod";
import { quoteValue } from "../problems/problem";
import { LIFECYCLE_LIMITS } from "./limits";

export const EMPTY_LIST = "expected at least 1 entry, found an empty list. Add one, or remove the key";

/**
 * The images that a rule selects.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export interface LifecycleSelection {
  /** `tagged` requires `tagPrefixList` or `tagPatternList`. */
  readonly tagStatus: "tagged" | "untagged" | "any";
  /**
   * Tag prefixes, at least one. With several, an image must have a matching tag for each.
   * @default - none
   */
  readonly tagPrefixList?: readonly string[];
  /**
   * Tag patterns with at most four `*` each, at least one. With several, an image must have a matching tag for each.
   * @default - none
   */
  readonly tagPatternList?: readonly string[];
  /**
   * Storage class of the images. `archive` requires the count type `sinceImageTransitioned`.
   * @default "standard"
   */
  readonly storageClass?: "standard" | "archive";
  /** What the rule counts: images, or days since an image was pushed, last pulled or archived. */
  readonly countType: "imageCountMoreThan" | "sinceImagePushed" | "sinceImagePulled" | "sinceImageTransitioned";
  /**
   * Unit of `countNumber`. Required for the three `since...` counts.
   * @default - the rule counts images
   */
  readonly countUnit?: "days";
  /** Images to keep, or days after which the rule acts; at least 1. */
  readonly countNumber: number;
}

/** What a rule does with the images that it selects. */
export interface LifecycleAction {
  /** `expire` deletes images, `transition` archives them. */
  readonly type: "expire" | "transition";
  /**
   * Storage class to which `transition` moves images; not allowed with `expire`.
   * @default - the rule deletes images
   */
  readonly targetStorageClass?: "archive";
}

/** A rule of a lifecycle policy. */
export interface LifecycleRule {
  /** Order of the rules, at least 1 and unique in the policy. Lower numbers come first. */
  readonly rulePriority: number;
  /**
   * Purpose of the rule.
   * @default - none
   */
  readonly description?: string;
  /** Images that the rule selects. */
  readonly selection: LifecycleSelection;
  /** What the rule does with the images. */
  readonly action: LifecycleAction;
}

/**
 * A lifecycle policy in AWS's format.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export interface LifecyclePolicy {
  /** The rules, 1 to 50. If several rules select an image, only the rule with the lowest `rulePriority` applies. */
  readonly rules: readonly LifecycleRule[];
}

const selectionSchema = z.strictObject({
  tagStatus: z
    .enum(["tagged", "untagged", "any"])
    .describe("Selects images by tag: `tagged` (requires a list of prefixes or patterns), `untagged` or `any`."),
  tagPrefixList: z
    .array(z.string().min(1))
    .min(1, { error: EMPTY_LIST })
    .describe("Tag prefixes. With several prefixes, an image must have a matching tag for each prefix.")
    .optional(),
  tagPatternList: z
    .array(z.string().min(1))
    .min(1, { error: EMPTY_LIST })
    .describe(
      "Tag patterns with at most four `*` each. With several patterns, an image must have a matching tag for each pattern.",
    )
    .optional(),
  storageClass: z
    .enum(["standard", "archive"])
    .describe("Storage class of the images; `archive` only with `sinceImageTransitioned`. Defaults to `standard`.")
    .optional(),
  countType: z
    .enum(["imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"])
    .describe("What the rule counts: images, or days since an image was pushed, last pulled or archived."),
  countUnit: z.enum(["days"]).describe("Unit of the three `since...` counts, always `days`.").optional(),
  countNumber: z.int().min(1).describe("Images to keep, or days after which the rule acts; at least 1."),
});

const actionSchema = z.strictObject({
  type: z.enum(["expire", "transition"]).describe("`expire` deletes images, `transition` archives them."),
  targetStorageClass: z
    .enum(["archive"])
    .describe("Storage class to which `transition` moves images, always `archive`; not allowed with `expire`.")
    .optional(),
});

/** A rule in AWS's format. */
export const lifecycleRuleSchema = z.strictObject({
  rulePriority: z.int().min(1).describe("Order of the rules, unique in the policy: 1 comes first."),
  description: z.string().describe("Purpose of the rule.").optional(),
  selection: selectionSchema.describe("Images that the rule selects."),
  action: actionSchema.describe("What the rule does with the images."),
});

export const lifecycleRulesSchema = z
  .array(lifecycleRuleSchema)
  .min(1, {
    error:
      'expected at least 1 rule, found none. Add one, or remove the lifecycle policy (ECR: "Member must have length greater than or equal to 100")',
  })
  .max(LIFECYCLE_LIMITS.rules, {
    error: ({ input }) =>
      `expected at most ${LIFECYCLE_LIMITS.rules} rules, found ${Array.isArray(input) ? input.length : quoteValue(input)}. Merge some of them`,
  })
  .describe("The rules, 1 to 50. An image belongs to the rule with the lowest number that selects it.");

/** A lifecycle policy in AWS's format. */
export const lifecyclePolicySchema = z.strictObject({
  rules: lifecycleRulesSchema,
}) satisfies z.ZodType<LifecyclePolicy>;
