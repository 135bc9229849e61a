import { z } from "zod";
import { quoteValue } from "../problems/problem";
import { LIFECYCLE_LIMITS } from "./limits";

export const EMPTY_LIST = "the list is empty; at least 1 entry is needed, or leave the key out";

const selectionSchema = z.strictObject({
  tagStatus: z
    .enum(["tagged", "untagged", "any"])
    .describe("Which images by their tags: `tagged` (needs a list of prefixes or patterns), `untagged`, or `any`."),
  tagPrefixList: z
    .array(z.string().min(1))
    .min(1, { error: EMPTY_LIST })
    .describe("Beginnings of tags. With several, an image must have a tag for every one of them.")
    .optional(),
  tagPatternList: z
    .array(z.string().min(1))
    .min(1, { error: EMPTY_LIST })
    .describe("Tags with at most four `*` each. With several, an image must have a tag for every one of them.")
    .optional(),
  storageClass: z
    .enum(["standard", "archive"])
    .describe(
      "Which images by where they are stored; `archive` only with `sinceImageTransitioned`. By default `standard`.",
    )
    .optional(),
  countType: z
    .enum(["imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"])
    .describe("What is counted: images, or days since an image was pushed, last pulled or archived."),
  countUnit: z.enum(["days"]).describe("Unit of the three `since...` counts, always `days`.").optional(),
  countNumber: z.int().min(1).describe("Images to keep, or age in days from which the rule acts; at least 1."),
});

const actionSchema = z.strictObject({
  type: z.enum(["expire", "transition"]).describe("`expire` deletes the image, `transition` archives it."),
  targetStorageClass: z
    .enum(["archive"])
    .describe("Where `transition` moves the image, always `archive`; `expire` has none.")
    .optional(),
});

/** One rule of a lifecycle policy, as AWS writes it. */
export const lifecycleRuleSchema = z.strictObject({
  rulePriority: z.int().min(1).describe("Order of the rules, unique in the policy: 1 comes first."),
  description: z.string().describe("What the rule is for.").optional(),
  selection: selectionSchema.describe("Which images the rule is about."),
  action: actionSchema.describe("What happens to them."),
});

/** The rules of one lifecycle policy, 1 to 50. */
export const lifecycleRulesSchema = z
  .array(lifecycleRuleSchema)
  .min(1, {
    error:
      'found no rules; ECR refuses such a policy ("Member must have length greater than or equal to 100"); write a rule, or leave the lifecycle policy out',
  })
  .max(LIFECYCLE_LIMITS.rules, {
    error: ({ input }) =>
      `found ${Array.isArray(input) ? input.length : quoteValue(input)} rules; a policy has at most ${LIFECYCLE_LIMITS.rules}; join some of them`,
  })
  .describe("The rules, 1 to 50. An image belongs to the rule with the lowest number that selects it.");

/**
 * A lifecycle policy as AWS writes it.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export const lifecyclePolicySchema = z.strictObject({ rules: lifecycleRulesSchema });

type DeepReadonly<T> = T extends readonly (infer Part)[]
  ? readonly DeepReadonly<Part>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

export type LifecycleRule = DeepReadonly<z.output<typeof lifecycleRuleSchema>>;
export type LifecyclePolicy = DeepReadonly<z.output<typeof lifecyclePolicySchema>>;
