import { z } from "zod";

/**
 * The schemas of the operator's kinds, as in its CRDs: types and required keys, but no constraints on values. An API server
 * rejects or drops any other key.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 */

/** API group of the operator's kinds. */
export const OPERATOR_GROUP = "aws-infra-operator.runner.codes";
export const OPERATOR_API_VERSION = `${OPERATOR_GROUP}/v1alpha1`;

const reference = z.strictObject({ name: z.string().min(1), namespace: z.string().optional() });
const secretKey = z.strictObject({ name: z.string(), key: z.string(), namespace: z.string().optional() });
const texts = z.record(z.string(), z.string());

export const ecrRepositorySpec = z.strictObject({
  providerRef: reference,
  repositoryName: z.string(),
  imageTagMutability: z.string().optional(),
  scanOnPush: z.boolean().optional(),
  encryptionConfiguration: z.strictObject({ encryptionType: z.string(), kmsKey: z.string().optional() }).optional(),
  lifecyclePolicy: z.strictObject({ policyText: z.string() }).optional(),
  tags: texts.optional(),
  deletionPolicy: z.string().optional(),
});

export const awsProviderSpec = z.strictObject({
  region: z.string(),
  endpoint: z.string().optional(),
  roleARN: z.string().optional(),
  credentialsSecret: reference.optional(),
  accessKeyIDRef: secretKey.optional(),
  secretAccessKeyRef: secretKey.optional(),
  assumeRoleARN: z.string().optional(),
  externalID: z.string().optional(),
  defaultTags: texts.optional(),
});

export type EcrRepositorySpec = z.output<typeof ecrRepositorySpec>;
export type AwsProviderSpec = z.output<typeof awsProviderSpec>;

/** A manifest for `kubectl apply`. */
export interface Manifest<Kind extends string, Spec> {
  readonly apiVersion: typeof OPERATOR_API_VERSION;
  readonly kind: Kind;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Spec;
}
