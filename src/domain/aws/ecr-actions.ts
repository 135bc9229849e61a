/** The access levels of the Service Authorization Reference. */
export type AccessLevel = "List" | "Read" | "Write" | "Permissions management" | "Tagging";

export interface EcrAction {
  /** Without the `ecr:` prefix. */
  readonly name: string;
  readonly access: AccessLevel;
  /** `repository` actions can be limited to a repository's ARN; `registry` actions need `Resource: "*"`. */
  readonly resource: "repository" | "registry";
}

/**
 * Every action of ECR by resource and access level, as of 2026-11-27. Where the reference gives two levels, the one that
 * changes permissions is used. The reference lacks the newest actions (replication backfills, referrers, storage classes):
 * they come from the API reference, with the level of similar actions.
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

export const ECR_ACTIONS: readonly EcrAction[] = (["repository", "registry"] as const).flatMap((resource) =>
  (Object.keys(NAMES[resource]) as AccessLevel[]).flatMap((access) =>
    NAMES[resource][access].map((name) => ({ name, access, resource })),
  ),
);

/** Whether an action changes something: images, settings, permissions or tags. */
export function isChange({ access }: EcrAction): boolean {
  return access !== "List" && access !== "Read";
}

/** Sorted names of the repository or registry actions, without the `ecr:` prefix. */
export function actionNames(resource: EcrAction["resource"]): string[] {
  return ECR_ACTIONS.filter((action) => action.resource === resource)
    .map(({ name }) => name)
    .sort();
}

/**
 * Patterns that match all changing actions and no others: `ecr:Put*` if every action with that verb changes something, else
 * names. A pattern also covers actions that AWS adds later with the same verb.
 * @param actions whose changes are covered
 */
export function changePatterns(actions: readonly EcrAction[] = ECR_ACTIONS): string[] {
  const changes = actions.filter(isChange);
  const patterns = changes.map(({ name }) => {
    const [verb = name] = /^[A-Z][a-z]+/.exec(name) ?? [];
    const sameVerb = ECR_ACTIONS.filter((other) => other.name.startsWith(verb));
    const areAllChanges = sameVerb.every((other) => isChange(other) && actions.includes(other));
    return areAllChanges && sameVerb.length > 1 ? `ecr:${verb}*` : `ecr:${name}`;
  });
  return [...new Set(patterns)].sort();
}
