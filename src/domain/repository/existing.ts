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

/** A repository in the answer of ECR's `DescribeRepositories`, from the SDK or printed by the AWS CLI. */
export interface DescribedRepository {
  readonly repositoryName?: string;
  readonly repositoryArn?: string;
  readonly repositoryUri?: string;
  readonly registryId?: string;
  /** Text where it was printed. */
  readonly createdAt?: Date | string;
  readonly imageTagMutability?: string;
  readonly imageTagMutabilityExclusionFilters?: readonly { readonly filter?: string | undefined }[];
  readonly imageScanningConfiguration?: { readonly scanOnPush?: boolean | undefined };
  readonly encryptionConfiguration?: {
    readonly encryptionType?: string | undefined;
    readonly kmsKey?: string | undefined;
  };
}

/** What ECR does where it leaves something out of an answer is filled in. */
export function existingRepository(described: DescribedRepository): ExistingRepository {
  const { createdAt, encryptionConfiguration, imageTagMutabilityExclusionFilters = [] } = described;
  return {
    repositoryName: described.repositoryName ?? "",
    repositoryArn: described.repositoryArn ?? "",
    repositoryUri: described.repositoryUri ?? "",
    registryId: described.registryId ?? "",
    ...(createdAt === undefined ? {} : { createdAt: new Date(createdAt).toISOString() }),
    imageTagMutability: described.imageTagMutability ?? "MUTABLE",
    imageTagMutabilityExclusionFilters: imageTagMutabilityExclusionFilters.map(({ filter }) => filter ?? ""),
    scanOnPush: described.imageScanningConfiguration?.scanOnPush ?? false,
    encryptionType: encryptionConfiguration?.encryptionType ?? "AES256",
    ...(encryptionConfiguration?.kmsKey === undefined ? {} : { kmsKey: encryptionConfiguration.kmsKey }),
  };
}
