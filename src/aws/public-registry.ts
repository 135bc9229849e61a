import {
  ECRPUBLICClient,
  GetRepositoryCatalogDataCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  paginateDescribeRepositories,
  type Repository,
  type RepositoryCatalogData,
} from "@aws-sdk/client-ecr-public";
import {
  type ExistingCatalog,
  type ExistingPublicRepository,
  type PublicDetails,
} from "../domain/public-repositories/existing";
import { type Environment } from "../model/environment";
import { inPublicRegion } from "../model/regions";
import { allAnswers } from "./all-answers";
import { type ClientOptions } from "./client-settings";
import { limitedClient } from "./limited-client";
import { pages } from "./pages";
import { noticeRetries } from "./retry-notice";
import { unless } from "./unless";

/** AWS's largest page. */
const PAGE = 1000;

/** A client for the public registry of an environment's account. Destroy it when done. */
export async function publicClient(environment: Environment, options: ClientOptions = {}): Promise<ECRPUBLICClient> {
  const client = await limitedClient(ECRPUBLICClient, inPublicRegion(environment), "ecrpublic", options);
  if (options.log !== undefined) noticeRetries(client, options.log);
  return client;
}

/**
 * Lists the public repositories of an account, sorted by name.
 * @param registryId account ID
 * @throws what the SDK throws
 */
export async function listPublicRepositories(
  client: ECRPUBLICClient,
  registryId: string,
): Promise<ExistingPublicRepository[]> {
  const found: ExistingPublicRepository[] = [];
  const listing = paginateDescribeRepositories({ client, pageSize: PAGE }, { registryId });
  for await (const { repositories = [] } of pages("DescribeRepositories", listing))
    found.push(...repositories.map(existingPublicRepository));
  return found.sort((a, b) => (a.repositoryName < b.repositoryName ? -1 : 1));
}

/**
 * Reads the catalog, policy and tags of a public repository.
 * @throws what the SDK throws, except for a missing catalog or policy
 */
export async function fetchPublicDetails(
  client: ECRPUBLICClient,
  { repositoryName, registryId, repositoryArn }: ExistingPublicRepository,
): Promise<PublicDetails> {
  const id = { repositoryName, registryId };
  const [catalog, repositoryPolicyText, { tags = [] }] = await allAnswers([
    unless("RepositoryCatalogDataNotFoundException", client.send(new GetRepositoryCatalogDataCommand(id))),
    readPublicPolicy(client, id),
    client.send(new ListTagsForResourceCommand({ resourceArn: repositoryArn })),
  ]);
  return {
    catalog: existingCatalog(catalog?.catalogData ?? {}),
    ...(repositoryPolicyText === undefined ? {} : { repositoryPolicyText }),
    tags: Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value])),
  };
}

/**
 * Reads the policy of a public repository.
 * @returns `undefined` if there is none
 * @throws other errors of the SDK
 */
export async function readPublicPolicy(
  client: ECRPUBLICClient,
  id: Pick<ExistingPublicRepository, "repositoryName" | "registryId">,
): Promise<string | undefined> {
  const answer = client.send(new GetRepositoryPolicyCommand(id));
  return (await unless("RepositoryPolicyNotFoundException", answer))?.policyText;
}

function existingPublicRepository({ createdAt, ...described }: Repository): ExistingPublicRepository {
  return {
    repositoryName: described.repositoryName ?? "",
    repositoryArn: described.repositoryArn ?? "",
    repositoryUri: described.repositoryUri ?? "",
    registryId: described.registryId ?? "",
    ...(createdAt === undefined ? {} : { createdAt: createdAt.toISOString() }),
  };
}

/** AWS returns empty texts and lists for what is not set. */
function existingCatalog(data: RepositoryCatalogData): ExistingCatalog {
  const { description, aboutText, usageText, architectures = [], operatingSystems = [], logoUrl } = data;
  return {
    ...text("description", description),
    ...text("about", aboutText),
    ...text("usage", usageText),
    ...(architectures.length === 0 ? {} : { architectures }),
    ...(operatingSystems.length === 0 ? {} : { operatingSystems }),
    ...text("logoUrl", logoUrl),
  };
}

function text<K extends string>(key: K, value = ""): Partial<Record<K, string>> {
  return value === "" ? {} : ({ [key]: value } as Partial<Record<K, string>>);
}
