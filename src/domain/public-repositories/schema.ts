import { z } from "zod";
import { tagsSchema } from "../aws/tags";
import { lenient } from "../problems/lenient-schema";
import { repositoryPolicyDocument } from "../repository/policy-schema";
import { PUBLIC_NAME } from "./name";
import { CATALOG_DESCRIPTIONS, DESCRIPTIONS, PUBLIC_DELETION_POLICIES } from "./settings";

const { pattern, minLength, maxLength } = PUBLIC_NAME;
/** Checked separately, because those checks have better messages. */
const anything = z.unknown();
const labels = z.array(z.string());

const catalogSchema = z
  .strictObject({
    description: z.string().describe(CATALOG_DESCRIPTIONS.description).optional(),
    about: z.string().describe(CATALOG_DESCRIPTIONS.about).optional(),
    usage: z.string().describe(CATALOG_DESCRIPTIONS.usage).optional(),
    architectures: labels.describe(CATALOG_DESCRIPTIONS.architectures).optional(),
    operatingSystems: labels.describe(CATALOG_DESCRIPTIONS.operatingSystems).optional(),
    logoImageFile: z.string().min(1).describe(CATALOG_DESCRIPTIONS.logoImageFile).optional(),
  })
  .describe(DESCRIPTIONS.catalog);

/** A public repository as an environment declares it. */
export const publicRepositorySchema = z
  .strictObject({
    repositoryName: lenient(
      z.string().describe(DESCRIPTIONS.repositoryName),
      z.string().min(minLength).max(maxLength).regex(pattern),
    ),
    catalog: catalogSchema.optional(),
    pushPrincipals: z.array(lenient(anything, z.string())).describe(DESCRIPTIONS.pushPrincipals).optional(),
    repositoryPolicy: lenient(anything.describe(DESCRIPTIONS.repositoryPolicy), repositoryPolicyDocument).optional(),
    tags: tagsSchema.describe(DESCRIPTIONS.tags).optional(),
    deletionPolicy: z.enum(PUBLIC_DELETION_POLICIES).describe(DESCRIPTIONS.deletionPolicy).optional(),
    forceDelete: z.boolean().describe(DESCRIPTIONS.forceDelete).optional(),
  })
  .describe("A public repository.");

export type WrittenPublicRepository = z.output<typeof publicRepositorySchema>;
