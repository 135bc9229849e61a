import { z } from "zod";
import { tagsSchema } from "../../modules/core/tags";
import {
  deletionPolicySchema,
  DESCRIPTIONS,
  encryptionConfigurationSchema,
  exclusionFiltersSchema,
  forceDeleteSchema,
  imageTagMutabilitySchema,
  scanOnPushSchema,
} from "../../modules/ecr-repository/settings";
import { lifecyclePolicySchema } from "../../modules/lifecycle-policy/schema";
import { repositoryPolicySchema } from "../../modules/repository-policy/schema";

/** The word that keeps a repository free of the environment's default lifecycle policy. */
export const NO_POLICY = "none";

const policyText = z.string().min(2).describe("The policy as JSON text.");

/** A lifecycle policy: by name, `none`, AWS's document, or its text as the operator's manifests carry it. */
export const lifecyclePolicyChoice = z
  .union([z.string().min(1), z.strictObject({ policyText }), lifecyclePolicySchema])
  .describe(DESCRIPTIONS.lifecyclePolicy);

export const repositoryPolicyChoice = z
  .union([z.string().min(1), repositoryPolicySchema])
  .describe(DESCRIPTIONS.repositoryPolicy);

const principal = z.string({
  error: ({ input }) =>
    typeof input === "number"
      ? `found the number ${input}; account ids are text, leading zeros and all: quote it, "${String(input).padStart(12, "0")}"`
      : `found ${JSON.stringify(input)}; an account id (12 digits, quoted) or an ARN is allowed`,
});

/** The settings that a repository and an environment's defaults share. */
const settings = {
  imageTagMutability: imageTagMutabilitySchema.optional(),
  imageTagMutabilityExclusionFilters: exclusionFiltersSchema.optional(),
  scanOnPush: scanOnPushSchema.optional(),
  encryptionConfiguration: encryptionConfigurationSchema.optional(),
  lifecyclePolicy: lifecyclePolicyChoice.optional(),
  repositoryPolicy: repositoryPolicyChoice.optional(),
  pullPrincipals: z.array(principal).describe(DESCRIPTIONS.pullPrincipals).optional(),
  pushPrincipals: z.array(principal).describe(DESCRIPTIONS.pushPrincipals).optional(),
  tags: tagsSchema.describe(DESCRIPTIONS.tags).optional(),
  deletionPolicy: deletionPolicySchema.optional(),
  forceDelete: forceDeleteSchema.optional(),
};

export const repositoryDefaultsSchema = z
  .strictObject(settings)
  .describe(
    "Settings of every repository that does not say otherwise. Manifests of the operator always say all of theirs.",
  );

export const repositorySchema = z.strictObject({
  repositoryName: z.string().describe(DESCRIPTIONS.repositoryName),
  description: z.string().describe(DESCRIPTIONS.description).optional(),
  ...settings,
});

export type WrittenSettings = z.output<typeof repositoryDefaultsSchema>;
export type WrittenRepository = z.output<typeof repositorySchema>;

/** A repository file of our own format. */
export const repositoriesFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    repositories: z.array(repositorySchema).describe("The repositories of this file."),
  })
  .describe("Repositories of one environment.");
