import { z } from "zod";
import { GRANT_DESCRIPTIONS, grantsSchema } from "../grants/schema";
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
      error: formatError("a prefix of repository names with 2 to 256 characters, or ROOT for all other names"),
    })
    .describe("Name prefix of the repositories; `ROOT` for those that match no other template."),
  appliedFor: z
    .array(z.enum(TEMPLATE_USES))
    .min(1)
    .describe("When the template applies: a first pull through the cache, replication into this registry, or both."),
  description: z.string().min(1).max(255).describe("What the template is for, at most 255 characters.").optional(),
  imageTagMutability: z
    .enum(["MUTABLE", "IMMUTABLE"])
    .describe(
      "Whether a push can overwrite an existing tag. Defaults to `MUTABLE`, because a cache follows the upstream registry's tags.",
    )
    .optional(),
  encryptionConfiguration: encryptionConfigurationSchema.optional(),
  lifecyclePolicy: lifecyclePolicyChoice.optional(),
  repositoryPolicy: repositoryPolicyChoice.optional(),
  pullPrincipals: principals.describe(DESCRIPTIONS.pullPrincipals).optional(),
  pushPrincipals: principals.describe(DESCRIPTIONS.pushPrincipals).optional(),
  pull: grantsSchema.describe(GRANT_DESCRIPTIONS.pull).optional(),
  push: grantsSchema.describe(GRANT_DESCRIPTIONS.push).optional(),
  tags: tagsSchema
    .describe("Tags of the repositories, without the environment's tags. Requires `customRoleArn`.")
    .optional(),
  customRoleArn: roleArnSchema
    .describe("ARN of the role that ECR assumes to create repositories with tags or a KMS key.")
    .optional(),
});

/** Settings of the whole registry in an environment. */
export const registrySchema = registrySettingsSchema
  .extend({
    creationTemplates: z
      .array(templateSchema)
      .min(1)
      .describe("Settings of the repositories that ECR creates. The template with the longest matching prefix applies.")
      .optional(),
  })
  .describe(REGISTRY_DESCRIPTION);

export type WrittenRegistry = z.output<typeof registrySchema>;
export type WrittenTemplate = z.output<typeof templateSchema>;
