import {
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  paginateDescribeRepositories,
  type ECRClient,
  type Repository,
} from "@aws-sdk/client-ecr";
import { type ExistingPolicies, type ExistingRepository } from "../modules/ecr-repository/existing";

/** As many as AWS gives in one answer. */
const PAGE = 1000;

/**
 * Every repository of a registry, in the order of their names, a page at a time so that progress can be shown.
 * @param registryId account id
 * @param onPage told how many are known so far
 * @throws what the SDK throws
 */
export async function listRepositories(
  client: ECRClient,
  registryId: string,
  onPage: (found: number) => void = () => undefined,
): Promise<ExistingRepository[]> {
  const found: ExistingRepository[] = [];
  for await (const { repositories = [] } of paginateDescribeRepositories({ client, pageSize: PAGE }, { registryId })) {
    found.push(...repositories.map(existing));
    onPage(found.length);
  }
  return found.sort((a, b) => (a.repositoryName < b.repositoryName ? -1 : 1));
}

/**
 * The policies and tags of one repository.
 * @throws what the SDK throws, but for a policy that is not there
 */
export async function readPolicies(
  client: ECRClient,
  { repositoryName, registryId, repositoryArn }: ExistingRepository,
): Promise<ExistingPolicies> {
  const id = { repositoryName, registryId };
  const [lifecycle, policy, { tags = [] }] = await Promise.all([
    unless("LifecyclePolicyNotFoundException", client.send(new GetLifecyclePolicyCommand(id))),
    unless("RepositoryPolicyNotFoundException", client.send(new GetRepositoryPolicyCommand(id))),
    client.send(new ListTagsForResourceCommand({ resourceArn: repositoryArn })),
  ]);
  const lifecyclePolicyText = lifecycle?.lifecyclePolicyText;
  const repositoryPolicyText = policy?.policyText;
  return {
    ...(lifecyclePolicyText === undefined ? {} : { lifecyclePolicyText }),
    ...(repositoryPolicyText === undefined ? {} : { repositoryPolicyText }),
    tags: Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value])),
  };
}

function existing(repository: Repository): ExistingRepository {
  const { createdAt, encryptionConfiguration, imageTagMutabilityExclusionFilters = [] } = repository;
  return {
    repositoryName: repository.repositoryName ?? "",
    repositoryArn: repository.repositoryArn ?? "",
    repositoryUri: repository.repositoryUri ?? "",
    registryId: repository.registryId ?? "",
    ...(createdAt === undefined ? {} : { createdAt: createdAt.toISOString() }),
    imageTagMutability: repository.imageTagMutability ?? "MUTABLE",
    imageTagMutabilityExclusionFilters: imageTagMutabilityExclusionFilters.map(({ filter }) => filter ?? ""),
    scanOnPush: repository.imageScanningConfiguration?.scanOnPush ?? false,
    encryptionType: encryptionConfiguration?.encryptionType ?? "AES256",
    ...(encryptionConfiguration?.kmsKey === undefined ? {} : { kmsKey: encryptionConfiguration.kmsKey }),
  };
}

async function unless<T>(exception: string, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === exception) return undefined;
    throw error;
  }
}
