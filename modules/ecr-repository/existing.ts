/** A repository as ECR describes it: plain data, in AWS's own words, nothing left out and nothing added. */
export interface ExistingRepository {
  readonly repositoryName: string;
  readonly repositoryArn: string;
  /** What docker pushes and pulls. */
  readonly repositoryUri: string;
  /** Account id. */
  readonly registryId: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  /** One of `TAG_MUTABILITIES`, or a value that AWS came up with since. */
  readonly imageTagMutability: string;
  readonly imageTagMutabilityExclusionFilters: readonly string[];
  readonly scanOnPush: boolean;
  /** One of `ENCRYPTION_TYPES`, or a value that AWS came up with since. */
  readonly encryptionType: string;
  /** ARN of the key, where the type has one. */
  readonly kmsKey?: string;
}

/** What has to be asked for each repository on its own. */
export interface ExistingPolicies {
  /** JSON, as it was put. @default - it has none */
  readonly lifecyclePolicyText?: string;
  /** JSON, as AWS gives it back. @default - it has none */
  readonly repositoryPolicyText?: string;
  readonly tags: Readonly<Record<string, string>>;
}
