/** What an action does, in the words of the Service Authorization Reference. */
export type AccessLevel = "List" | "Read" | "Write" | "Permissions management" | "Tagging";

/** An action of ECR, as IAM knows it. */
export interface EcrAction {
  /** Without its `ecr:`. */
  readonly name: string;
  readonly access: AccessLevel;
  /** What a policy can limit it to: a repository's ARN, or nothing smaller than the whole registry (`*`). */
  readonly resource: "repository" | "registry";
}

/**
 * Every action of ECR, by what it is about and what it does. Where the reference gives two levels, the one that changes
 * permissions counts. The reference lacks some of the newest (replication backfills, referrers, storage classes): these are
 * the API's operations, at the level of their like. As of 2026-11-27.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Operations.html
 */
const NAMES: Readonly<Record<EcrAction["resource"], Readonly<Record<AccessLevel, readonly string[]>>>> = {
  repository: {
    List: ["DescribeImages", "ListImageReferrers", "ListImages"],
    Read: [
      ...["BatchCheckLayerAvailability", "BatchGetImage", "BatchGetRepositoryScanningConfiguration"],
      ...["DescribeImageReplicationStatus", "DescribeImageScanFindings", "DescribeImageSigningStatus"],
      ...["DescribeRepositories", "GetDownloadUrlForLayer", "GetImageCopyStatus", "GetLifecyclePolicy"],
      ...["GetLifecyclePolicyPreview", "GetRepositoryPolicy", "ListTagsForResource"],
    ],
    Write: [
      ...["BatchDeleteImage", "BatchImportUpstreamImage", "CompleteLayerUpload", "CreateRepository"],
      ...["DeleteLifecyclePolicy", "DeleteRepository", "InitiateLayerUpload", "PutImage"],
      ...["PutImageScanningConfiguration", "PutImageTagMutability", "PutLifecyclePolicy", "ReplicateImage"],
      ...["StartImageScan", "StartLifecyclePolicyPreview", "UpdateImageStorageClass", "UploadLayerPart"],
    ],
    "Permissions management": ["DeleteRepositoryPolicy", "SetRepositoryPolicy"],
    Tagging: ["TagResource", "UntagResource"],
  },
  registry: {
    List: ["DescribePullThroughCacheRules", "ListPullTimeUpdateExclusions", "ListReplicationBackfills"],
    Read: [
      ...["DescribeRegistry", "DescribeReplicationBackfillResults", "DescribeRepositoryCreationTemplates"],
      ...["GetAccountSetting", "GetAuthorizationToken", "GetRegistryPolicy", "GetRegistryScanningConfiguration"],
      ...["GetSigningConfiguration", "ValidatePullThroughCacheRule"],
    ],
    Write: [
      ...["CreatePullThroughCacheRule", "CreateRepositoryCreationTemplate", "DeletePullThroughCacheRule"],
      ...["DeleteRepositoryCreationTemplate", "DeleteSigningConfiguration", "DeregisterPullTimeUpdateExclusion"],
      ...["PutAccountSetting", "PutRegistryScanningConfiguration", "PutReplicationConfiguration"],
      ...["PutSigningConfiguration", "RegisterPullTimeUpdateExclusion", "StartReplicationBackfill"],
      ...["StopReplicationBackfill", "UpdatePullThroughCacheRule", "UpdateRepositoryCreationTemplate"],
    ],
    "Permissions management": ["DeleteRegistryPolicy", "PutRegistryPolicy"],
    Tagging: [],
  },
};

/** Every action of ECR. */
export const ECR_ACTIONS: readonly EcrAction[] = (["repository", "registry"] as const).flatMap((resource) =>
  (Object.keys(NAMES[resource]) as AccessLevel[]).flatMap((access) =>
    NAMES[resource][access].map((name) => ({ name, access, resource })),
  ),
);

/** Whether an action changes something: images, settings, permissions or tags. */
export function isChange({ access }: EcrAction): boolean {
  return access !== "List" && access !== "Read";
}

/** Names of the actions about a repository, or about the whole registry, without their `ecr:`, in order. */
export function actionNames(resource: EcrAction["resource"]): string[] {
  return ECR_ACTIONS.filter((action) => action.resource === resource)
    .map(({ name }) => name)
    .sort();
}

/**
 * Patterns for all actions that change something and for no other: `ecr:Put*` where everything that begins so does, names
 * elsewhere. A pattern also covers the changes that AWS adds under its verb.
 * @param actions whose changes are covered
 */
export function changePatterns(actions: readonly EcrAction[] = ECR_ACTIONS): string[] {
  const changes = actions.filter(isChange);
  const patterns = changes.map(({ name }) => {
    const [verb = name] = /^[A-Z][a-z]+/.exec(name) ?? [];
    const alike = ECR_ACTIONS.filter((other) => other.name.startsWith(verb));
    const areAllChanges = alike.every((other) => isChange(other) && actions.includes(other));
    return areAllChanges && alike.length > 1 ? `ecr:${verb}*` : `ecr:${name}`;
  });
  return [...new Set(patterns)].sort();
}
