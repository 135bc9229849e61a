import { z } from "zod";
import { quoteValue } from "../../domain/problems/problem";
import { tagsSchema } from "../../domain/aws/tags";
import {
  deletionPolicySchema,
  encryptionConfigurationSchema,
  imageTagMutabilitySchema,
  scanOnPushSchema,
} from "../../domain/repository/settings";
import { awsProviderSpec, ecrRepositorySpec } from "../../domain/operator/crds";

const metadata = z.looseObject({ name: z.string().min(1) });
/** The kinds of manifests that are read. */
export const MANIFEST_KINDS = ["ECRRepository", "AWSProvider"] as const;

/** A Kubernetes object; its `status` is ignored. */
const manifest = <S extends z.ZodType>(kind: string, spec: S) =>
  z.strictObject({
    apiVersion: z.string(),
    kind: z.literal(kind),
    metadata,
    spec,
    status: z.unknown().optional(),
  });

/**
 * An `ECRRepository` as the operator's ECR page describes it, including `repositoryPolicyText` and `Orphan`, which its CRD lacks.
 */
export const ecrRepositoryManifestSchema = manifest(
  "ECRRepository",
  ecrRepositorySpec.extend({
    imageTagMutability: imageTagMutabilitySchema.optional(),
    scanOnPush: scanOnPushSchema.optional(),
    encryptionConfiguration: encryptionConfigurationSchema.optional(),
    lifecyclePolicy: z
      .strictObject(
        { policyText: z.string() },
        {
          error: ({ code, input }) =>
            code === "invalid_type" ? `expected { policyText: <JSON text> }, found ${quoteValue(input)}` : undefined,
        },
      )
      .optional(),
    repositoryPolicyText: z.string().optional(),
    tags: tagsSchema.optional(),
    deletionPolicy: deletionPolicySchema.optional(),
  }),
);

export const awsProviderManifestSchema = manifest(
  "AWSProvider",
  awsProviderSpec.extend({ defaultTags: tagsSchema.optional() }),
);

/** The operator's defaults. */
export const MANIFEST_DEFAULTS = {
  imageTagMutability: "MUTABLE",
  scanOnPush: false,
  encryptionConfiguration: { encryptionType: "AES256" },
  deletionPolicy: "Delete",
} as const;

export type AwsProviderManifest = z.output<typeof awsProviderManifestSchema>;
