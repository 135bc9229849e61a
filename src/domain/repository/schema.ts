import { z } from "zod";
import { tagsSchema } from "../aws/tags";
import {
  deletionPolicySchema,
  DESCRIPTIONS,
  encryptionConfigurationSchema,
  exclusionFiltersSchema,
  forceDeleteSchema,
  imageTagMutabilitySchema,
  scanOnPushSchema,
} from "./settings";
import { GRANT_DESCRIPTIONS, grantsSchema } from "../grants/schema";
import { lenient } from "../problems/lenient-schema";
import { repositoryNameSchema } from "./name-schema";
import { lifecyclePolicyChoice, repositoryPolicyChoice } from "./policy-schema";

/** Accepts any value, because the check of principals has better messages. */
const principal = lenient(z.unknown(), z.string());

/** The encryption and policies of a repository, which creation templates have too. */
export const encryptionAndPolicies = {
  encryptionConfiguration: encryptionConfigurationSchema.optional(),
  lifecyclePolicy: lifecyclePolicyChoice.optional(),
  repositoryPolicy: repositoryPolicyChoice.optional(),
  pullPrincipals: z.array(principal).describe(DESCRIPTIONS.pullPrincipals).optional(),
  pushPrincipals: z.array(principal).describe(DESCRIPTIONS.pushPrincipals).optional(),
  pull: grantsSchema.describe(GRANT_DESCRIPTIONS.pull).optional(),
  push: grantsSchema.describe(GRANT_DESCRIPTIONS.push).optional(),
};

/** The settings that a repository and the defaults of an environment or file share. */
const settings = {
  imageTagMutability: imageTagMutabilitySchema.optional(),
  imageTagMutabilityExclusionFilters: exclusionFiltersSchema.optional(),
  scanOnPush: scanOnPushSchema.optional(),
  ...encryptionAndPolicies,
  tags: tagsSchema.describe(DESCRIPTIONS.tags).optional(),
  deletionPolicy: deletionPolicySchema.optional(),
  forceDelete: forceDeleteSchema.optional(),
};

export const repositoryDefaultsSchema = z
  .strictObject(settings)
  .describe(
    "Default settings for repositories. Operator manifests are not affected; they use the operator's defaults.",
  );

export const repositorySchema = z.strictObject({
  repositoryName: repositoryNameSchema(DESCRIPTIONS.repositoryName),
  description: z.string().describe(DESCRIPTIONS.description).optional(),
  ...settings,
});

export type WrittenSettings = z.output<typeof repositoryDefaultsSchema>;
export type WrittenRepository = z.output<typeof repositorySchema>;

/** The `defaults` of a repository file. */
export const fileDefaultsSchema = z
  .strictObject(settings)
  .describe(
    "Default settings for the repositories in this file. They override the environment's `repositoryDefaults`.",
  );

/** A repository file in this project's format. `repositorySchema` reads each repository separately. */
export const repositoriesFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    defaults: fileDefaultsSchema.optional(),
    repositories: lenient(z.array(z.unknown()).describe("The repositories in this file."), z.array(repositorySchema)),
  })
  .describe("Repositories in one environment.");
