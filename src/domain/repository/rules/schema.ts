import { z } from "zod";
import { TAG_LIMITS, TAG_TEXT } from "../../aws/tags";
import { POLICY_NAME } from "../policy-schema";
import { formatError } from "../../problems/schema-messages";
import { daySchema } from "../../text/day";
import { namePatternSchema, namePatternsSchema } from "../name-schema";
import { DELETION_POLICIES, ENCRYPTION_TYPES, TAG_MUTABILITIES } from "../settings";

const oneOrMore = <S extends z.ZodType>(value: S) =>
  z.union([value.meta({ title: "One value" }), z.array(value).min(1).meta({ title: "List of values" })]);

/** The settings that a rule can limit. */
const limits = z.strictObject({
  imageTagMutability: oneOrMore(z.enum(TAG_MUTABILITIES))
    .describe("Values of `imageTagMutability`, one or a list.")
    .optional(),
  imageTagMutabilityExclusionFilters: oneOrMore(z.string().min(1))
    .describe("Entries of `imageTagMutabilityExclusionFilters`, compared as strings.")
    .optional(),
  scanOnPush: z.boolean().describe("Value of `scanOnPush`.").optional(),
  encryptionType: oneOrMore(z.enum(ENCRYPTION_TYPES))
    .describe("Values of `encryptionConfiguration.encryptionType`, one or a list.")
    .optional(),
  kmsKey: oneOrMore(z.string().min(1))
    .describe(
      "Values of `encryptionConfiguration.kmsKey`; `*` matches any characters. For repositories with KMS but without `kmsKey`, the value is `alias/aws/ecr`. Repositories with `AES256` do not have a key, so also limit `encryptionType`.",
    )
    .optional(),
  lifecyclePolicy: oneOrMore(
    z.string().regex(POLICY_NAME, { error: formatError('the name of a lifecycle policy, or "none"') }),
  )
    .describe(
      "Names of the environment's lifecycle policies, or `none` for no policy. A name also matches any policy with the same rules.",
    )
    .optional(),
  deletionPolicy: oneOrMore(z.enum(DELETION_POLICIES))
    .describe("Values of `deletionPolicy`, one or a list.")
    .optional(),
  forceDelete: z.boolean().describe("Value of `forceDelete`.").optional(),
});

const tagKey = z
  .string()
  .max(TAG_LIMITS.keyLength)
  .regex(TAG_TEXT, { error: formatError("a tag's key of letters, digits, spaces and _ . : / = + - @") })
  .min(1);

const requiredTags = z
  .record(tagKey, oneOrMore(z.string()))
  .describe(
    'Tags that repositories must have, each with the allowed value or a list of values. `*` matches any characters, and `?` matches one. `Owner: "*"` accepts any value that is not empty. Default tags count.',
  );

const exception = z
  .strictObject({
    reason: z
      .string()
      .trim()
      .min(1, { error: "expected the reason for the exception, found an empty string" })
      .describe("Why the repository may break the rule."),
    expires: daySchema.describe(
      "Last day of the exception (UTC), such as `2026-12-31`. From the next day, `validate` reports an error.",
    ),
  })
  .describe("An exception for repositories whose names match the key.");

/** One of an organization's rules for repositories. */
export const repositoryRuleSchema = z.strictObject({
  description: z
    .string()
    .min(1)
    .describe("Why the rule exists, or where it is explained. Shown in messages.")
    .optional(),
  severity: z
    .enum(["error", "warning"])
    .describe("Whether a repository that breaks the rule is an `error` or a `warning`. Defaults to `error`.")
    .optional(),
  match: namePatternsSchema
    .describe(
      "Repositories to which the rule applies; `*` matches any characters, as in `team/*`. Defaults to all repositories.",
    )
    .optional(),
  names: z
    .array(namePatternSchema)
    .min(1)
    .describe("Patterns for repository names. Each name must match at least one of them.")
    .optional(),
  requiredTags: requiredTags.optional(),
  allowed: limits.describe("Allowed values, by setting.").optional(),
  forbidden: limits.describe("Forbidden values, by setting. Accepts the same keys as `allowed`.").optional(),
  except: z
    .record(namePatternSchema, exception)
    .describe("Exceptions by repository name; `*` matches any characters.")
    .optional(),
});

/** Rules by name, so that an environment can add exceptions to the rules of a base file. */
export const repositoryRulesSchema = z
  .record(
    z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, {
      error: formatError("a rule name of at most 63 lowercase letters, digits and hyphens that starts with a letter"),
    }),
    repositoryRuleSchema.describe("A rule for repositories."),
  )
  .describe("Rules that the environment's repositories must follow, by name.");

export type RepositoryRule = z.output<typeof repositoryRuleSchema>;
export type RepositoryRules = z.output<typeof repositoryRulesSchema>;
export type RequiredTag = NonNullable<RepositoryRule["requiredTags"]>[string];
export type Limits = z.output<typeof limits>;
export type LimitedSetting = keyof Limits;
