import {
  DescribeRepositoriesCommand,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  paginateDescribeRepositories,
  type ECRClient,
} from "@aws-sdk/client-ecr";
import { existingRepository, type ExistingPolicies, type ExistingRepository } from "../domain/repository/existing";
import { pages } from "./pages";

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
  const listing = paginateDescribeRepositories({ client, pageSize: PAGE }, { registryId });
  for await (const { repositories = [] } of pages("DescribeRepositories", listing)) {
    found.push(...repositories.map(existingRepository));
    onPage(found.length);
  }
  return found.sort((a, b) => (a.repositoryName < b.repositoryName ? -1 : 1));
}

/**
 * One repository.
 * @returns `undefined` where there is none of that name
 * @throws what the SDK throws otherwise
 */
export async function findRepository(
  client: ECRClient,
  registryId: string,
  repositoryName: string,
): Promise<ExistingRepository | undefined> {
  const request = new DescribeRepositoriesCommand({ registryId, repositoryNames: [repositoryName] });
  const found = await unless("RepositoryNotFoundException", client.send(request));
  return found?.repositories?.map(existingRepository)[0];
}

/**
 * The policies and tags of one repository.
 * @throws what the SDK throws, but for a policy that is not there
 */
export async function fetchPolicies(
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

async function unless<T>(exception: string, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === exception) return undefined;
    throw error;
  }
}
