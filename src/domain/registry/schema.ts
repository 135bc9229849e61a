import { z } from "zod";
import { tagsSchema } from "../aws/tags";
import { roleArnSchema, roleFields, roleNameSchema } from "../iam/role-schema";
import { DESCRIPTIONS as ROLE_DESCRIPTIONS, OPERATOR_ROLE_DEFAULTS } from "../operator/role-settings";
import { encryptionAndPolicies } from "../repository/schema";
import { exclusionFiltersSchema, TAG_MUTABILITIES } from "../repository/settings";
import { REGISTRY_DESCRIPTIONS as TEXTS } from "./descriptions";
import { KEY_DAYS } from "./key";
import {
  EXPECTED,
  KEY_ALIAS,
  RESERVED_ALIAS,
  TEMPLATE_DESCRIPTION_LENGTH,
  TEMPLATE_PREFIX,
  sourceWithLength,
} from "./patterns";
import { REGISTRY_SETTINGS } from "./settings";
import { TEMPLATE_USES } from "./template-settings";
import { formatError } from "../problems/schema-messages";
import { registrySettingsSchema } from "./settings-schema";

const PREFIX = new RegExp(sourceWithLength(TEMPLATE_PREFIX));

const templateSchema = z.strictObject({
  prefix: z
    .string()
    .regex(PREFIX, { error: formatError(EXPECTED.templatePrefix) })
    .describe(TEXTS.templatePrefix),
  appliedFor: z.array(z.enum(TEMPLATE_USES)).min(1).describe(TEXTS.appliedFor),
  description: z.string().min(1).max(TEMPLATE_DESCRIPTION_LENGTH).describe(TEXTS.templateDescription).optional(),
  imageTagMutability: z.enum(TAG_MUTABILITIES).describe(TEXTS.templateMutability).optional(),
  imageTagMutabilityExclusionFilters: exclusionFiltersSchema.describe(TEXTS.templateFilters).optional(),
  ...encryptionAndPolicies,
  tags: tagsSchema.describe(TEXTS.templateTags).optional(),
  customRoleArn: roleArnSchema.describe(TEXTS.customTemplateRole).optional(),
});

const { path, permissionsBoundary } = roleFields(OPERATOR_ROLE_DEFAULTS);
const templateRoleSchema = z
  .strictObject({ roleName: roleNameSchema.describe(ROLE_DESCRIPTIONS.roleName), path, permissionsBoundary })
  .describe(TEXTS.templateRole);

/** KMS's limit in characters. */
const KEY_DESCRIPTION_LENGTH = 8192;

const days = ({ min, max }: { readonly min: number; readonly max: number }) => z.int().min(min).max(max);

const keySchema = z
  .strictObject({
    alias: z
      .string()
      .regex(new RegExp(`^(?!${RESERVED_ALIAS})${sourceWithLength(KEY_ALIAS).slice(1)}`), {
        error: formatError(EXPECTED.keyAlias),
      })
      .describe(TEXTS.keyAlias),
    description: z.string().min(1).max(KEY_DESCRIPTION_LENGTH).describe(TEXTS.keyDescription).optional(),
    rotationPeriodInDays: days(KEY_DAYS.rotation).describe(TEXTS.keyRotation).optional(),
    deletionWindowInDays: days(KEY_DAYS.deletion).describe(TEXTS.keyDeletion).optional(),
  })
  .describe(TEXTS.key);

/** Settings of the whole registry in an environment. */
export const registrySchema = registrySettingsSchema
  .extend({
    creationTemplates: z.array(templateSchema).min(1).describe(TEXTS.creationTemplates).optional(),
    templateRole: templateRoleSchema.optional(),
    key: keySchema.optional(),
    imports: z.array(z.enum(REGISTRY_SETTINGS)).min(1).describe(TEXTS.imports).optional(),
  })
  .describe(TEXTS.registry);

export type WrittenRegistry = z.output<typeof registrySchema>;
export type WrittenTemplate = z.output<typeof templateSchema>;
