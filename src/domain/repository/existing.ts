/** A repository as ECR describes it, with AWS's values. */
export interface ExistingRepository {
  readonly repositoryName: string;
  readonly repositoryArn: string;
  /** URI for `docker push` and `docker pull`. */
  readonly repositoryUri: string;
  /** Account ID. */
  readonly registryId: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  /** One of `TAG_MUTABILITIES`, or a newer value. */
  readonly imageTagMutability: string;
  readonly imageTagMutabilityExclusionFilters: readonly string[];
  readonly scanOnPush: boolean;
  /** One of `ENCRYPTION_TYPES`, or a newer value. */
  readonly encryptionType: string;
  /** ARN of the key, if the type has one. */
  readonly kmsKey?: string;
}

/** Policies and tags, which need a separate call for each repository. */
export interface ExistingPolicies {
  /** JSON, as it was sent. @default - no policy */
  readonly lifecyclePolicyText?: string;
  /** JSON, as AWS returns it. @default - no policy */
  readonly repositoryPolicyText?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A repository in the response of `DescribeRepositories`, from the SDK or the AWS CLI. */
export interface DescribedRepository {
  readonly repositoryName?: string;
  readonly repositoryArn?: string;
  readonly repositoryUri?: string;
  readonly registryId?: string;
  /** Text from the AWS CLI. */
  readonly createdAt?: Date | string;
  readonly imageTagMutability?: string;
  readonly imageTagMutabilityExclusionFilters?: readonly { readonly filter?: string | undefined }[];
  readonly imageScanningConfiguration?: { readonly scanOnPush?: boolean | undefined };
  readonly encryptionConfiguration?: {
    readonly encryptionType?: string | undefined;
    readonly kmsKey?: string | undefined;
  };
}

/** Fills in ECR's defaults for what the response omits. */
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
