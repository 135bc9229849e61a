import {
  DescribeRegistryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  paginateDescribeRepositories,
} from "@aws-sdk/client-ecr";
import { existingRepository, type ExistingPolicies, type ExistingRepository } from "../domain/repository/existing";
import { type Environment } from "../model/environment";
import { allAnswers } from "./all-answers";
import { type ClientOptions } from "./client-settings";
import { limitedClient } from "./limited-client";
import { pages } from "./pages";
import { noticeRetries } from "./retry-notice";
import { unless } from "./unless";

/** AWS's largest page. */
const PAGE = 1000;

/** A client for an environment's registry. Destroy it when done. */
export async function ecrClient(environment: Environment, options: ClientOptions = {}): Promise<ECRClient> {
  const client = await limitedClient(ECRClient, environment, "ecr", options);
  if (options.log !== undefined) noticeRetries(client, options.log);
  return client;
}

/**
 * Lists the repositories of a registry, sorted by name.
 * @param registryId account ID
 * @param onPage receives the number of repositories listed so far, after each page
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
 * Reads one repository.
 * @returns `undefined` if the repository does not exist
 * @throws other errors of the SDK
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
 * Reads the policies and tags of a repository.
 * @throws what the SDK throws, except for a missing policy
 */
export async function fetchPolicies(
  client: ECRClient,
  { repositoryName, registryId, repositoryArn }: ExistingRepository,
): Promise<ExistingPolicies> {
  const id = { repositoryName, registryId };
  const [lifecycle, repositoryPolicyText, { tags = [] }] = await allAnswers([
    unless("LifecyclePolicyNotFoundException", client.send(new GetLifecyclePolicyCommand(id))),
    readRepositoryPolicy(client, id),
    client.send(new ListTagsForResourceCommand({ resourceArn: repositoryArn })),
  ]);
  const lifecyclePolicyText = lifecycle?.lifecyclePolicyText;
  return {
    ...(lifecyclePolicyText === undefined ? {} : { lifecyclePolicyText }),
    ...(repositoryPolicyText === undefined ? {} : { repositoryPolicyText }),
    tags: Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value])),
  };
}

/**
 * Reads the policy of a repository.
 * @returns `undefined` if there is none
 * @throws other errors of the SDK
 */
export async function readRepositoryPolicy(
  client: ECRClient,
  { repositoryName, registryId }: Pick<ExistingRepository, "repositoryName" | "registryId">,
): Promise<string | undefined> {
  const request = new GetRepositoryPolicyCommand({ repositoryName, registryId });
  return (await unless("RepositoryPolicyNotFoundException", client.send(request)))?.policyText;
}

/**
 * The registries to which a registry replicates its images: `<account>/<region>`, each once.
 * @throws what the SDK throws
 */
export async function replicationDestinations(client: ECRClient): Promise<string[]> {
  const { replicationConfiguration } = await client.send(new DescribeRegistryCommand({}));
  const destinations = (replicationConfiguration?.rules ?? []).flatMap((rule) => rule.destinations ?? []);
  return [...new Set(destinations.map(({ registryId, region }) => `${registryId ?? ""}/${region ?? ""}`))];
}
