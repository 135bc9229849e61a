import { z } from "zod";
import { tagsSchema } from "../aws/tags";
import { DESCRIPTIONS, encryptionConfigurationSchema } from "../repository/settings";
import { prefixPattern } from "./prefix";
import { TEMPLATE_USES } from "./settings";
import { formatError } from "../problems/schema-messages";
import { lenient } from "../problems/lenient-schema";
import { lifecyclePolicyChoice, repositoryPolicyChoice } from "../repository/policy-schema";
import { REGISTRY_DESCRIPTION, registrySettingsSchema } from "./settings-schema";
import { roleArnSchema } from "../iam/role-arn";

const PREFIX = new RegExp(prefixPattern(2, 256));

const principals = z.array(lenient(z.unknown(), z.string()));

const templateSchema = z.strictObject({
  prefix: z
    .string()
    .regex(PREFIX, {
      error: formatError("a prefix is the beginning of repository names, 2 to 256 characters, or ROOT for all others"),
    })
    .describe("Beginning of the names that it is for; `ROOT` for those of no other template."),
  appliedFor: z
    .array(z.enum(TEMPLATE_USES))
    .min(1)
    .describe("What makes the repositories: a first pull through the cache, replication into this registry, or both."),
  description: z.string().min(1).max(255).describe("What it is for, at most 255 characters.").optional(),
  imageTagMutability: z
    .enum(["MUTABLE", "IMMUTABLE"])
    .describe(
      "Whether a tag can be pushed again. Defaults to `MUTABLE`: a cache follows the tags of the other registry.",
    )
    .optional(),
  encryptionConfiguration: encryptionConfigurationSchema.optional(),
  lifecyclePolicy: lifecyclePolicyChoice.optional(),
  repositoryPolicy: repositoryPolicyChoice.optional(),
  pullPrincipals: principals.describe(DESCRIPTIONS.pullPrincipals).optional(),
  pushPrincipals: principals.describe(DESCRIPTIONS.pushPrincipals).optional(),
  tags: tagsSchema
    .describe("Tags of the repositories; they need `customRoleArn`. The environment's tags are not among them.")
    .optional(),
  customRoleArn: roleArnSchema
    .describe("ARN of the role by which ECR makes repositories with tags or a KMS key.")
    .optional(),
});

/** Settings of the whole registry as an environment writes them. */
export const registrySchema = registrySettingsSchema
  .extend({
    creationTemplates: z
      .array(templateSchema)
      .min(1)
      .describe(
        "Settings of the repositories that ECR makes by itself, by the beginnings of their names; the longest that fits counts.",
      )
      .optional(),
  })
  .describe(REGISTRY_DESCRIPTION);

export type WrittenRegistry = z.output<typeof registrySchema>;
export type WrittenTemplate = z.output<typeof templateSchema>;
