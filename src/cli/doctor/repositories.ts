import { inRegion } from "../../model/stack-kinds";
import { registryCaches } from "../../model/registry-caches";
import { registryStackFinder, registryStackName } from "../../model/registry-parts";
import { lineText } from "../../config/environment-result";
import { isCovered } from "../../domain/operator/manages";
import { DescribeImagesCommand, type ECRClient } from "@aws-sdk/client-ecr";
import { mapConcurrently } from "../../aws/map-concurrently";
import { refusalOf } from "../../aws/refusal";
import { fetchPolicies, findRepository, listRepositories, replicationDestinations } from "../../aws/registry";
import { type RepositoryDeclaration } from "../../model/environment";
import { diagnoseCost, keptUntaggedBytes, type StorageFacts } from "../../operations/doctor/cost";
import { cause, type Diagnosis } from "../../operations/doctor/diagnosis";
import { diagnoseTag } from "../../operations/doctor/immutable-tag";
import { diagnoseKeys } from "../../operations/doctor/key";
import { diagnoseLifecycle, policyOfText } from "../../operations/doctor/lifecycle";
import { diagnoseDifferences } from "../../operations/doctor/differences";
import { diagnoseQuotas } from "../../operations/doctor/quota";
import { diagnoseRepositories, NOT_CACHED } from "../../operations/doctor/repository";
import { unobserved, observed, type Observed } from "../../operations/doctor/observed";
import { cacheRuleOf, cacheTemplateOf } from "../../domain/registry/names";
import { differencesWithOrigins } from "../../domain/repository/differences/compare-with-aws";
import { type ExistingPolicies, type ExistingRepository } from "../../domain/repository/existing";
import { repositoryCost } from "../../operations/cost/cost";
import { DEFAULT_PRICES } from "../../operations/cost/prices";
import { listImages } from "../support/list-images";
import { readKeys, readFact } from "./read-facts";
import { type Query } from "./query";

export interface ExaminedRepositories {
  readonly diagnoses: readonly Diagnosis[];
  /** Policy of the queried repository; `undefined` if there is none. */
  readonly repositoryPolicy: Observed<unknown>;
}

interface ExaminedRepository {
  readonly diagnoses: readonly Diagnosis[];
  readonly storage: StorageFacts;
  readonly repositoryPolicyText: string | undefined;
}

/** Repositories listed concurrently. Each may have many pages of images. */
const AT_ONCE = 4;

/** Diagnoses the queried repository, or all that are declared or belong to the operator. */
export async function examineRepositories(client: ECRClient, query: Query): Promise<ExaminedRepositories> {
  const { environment, repository, onProgress, signal } = query;
  const manages = environment.operator?.manages ?? [];
  const declared = environment.repositories.map(({ repositoryName }) => repositoryName);
  let existing: ExistingRepository[];
  try {
    existing = await existingRepositories(client, query);
  } catch (fault) {
    const refused = diagnoseRead(fault, repository, "list the repositories", query);
    return { diagnoses: [refused], repositoryPolicy: unobserved("the repository could not be read") };
  }
  const names = repository === undefined ? declared : [repository];
  const selected = existing.filter(
    ({ repositoryName: name }) => names.includes(name) || (repository === undefined && isCovered(name, manages)),
  );
  const outcomes = await mapConcurrently(selected, (found) => examineRepository(client, found, query), {
    atOnce: AT_ONCE,
    signal,
    onDone: onProgress,
  });
  const examined = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const refused = outcomes.flatMap((outcome, index) =>
    outcome.ok ? [] : [diagnoseRead(outcome.reason, selected[index]?.repositoryName, "read the repository", query)],
  );
  const stackOf = registryStackFinder(environment);
  const presence = diagnoseRepositories(names, {
    environment: environment.name,
    stackOf: (name) => `${environment.name}-${stackOf(name)}`,
    location: environment.location,
    declared,
    manages,
    upstreamOf: (name) => cacheRuleOf(registryCaches(environment), name)?.upstreamRegistryUrl,
    existing: new Set(existing.map(({ repositoryName }) => repositoryName)),
  });
  const costs = examined.map(({ storage }) => storage);
  const destinations = (): Promise<Observed<readonly string[]>> =>
    readFact(environment, "read the replication settings of the registry", () => replicationDestinations(client));
  const cost = costs.length === 0 ? [] : diagnoseCost(environment.name, costs, await destinations());
  const uses = keysOf(selected);
  const registryKey = environment.registry?.key;
  if (registryKey !== undefined && repository === undefined) uses.set(registryKey.alias, ["registry.key"]);
  const owner = `${environment.name}-${inRegion(environment, "registry")}`;
  const keys = diagnoseKeys("repository/key", await readKeys(environment, uses), owner);
  return {
    diagnoses: [...presence, ...refused, ...keys, ...examined.flatMap(({ diagnoses }) => diagnoses), ...cost],
    repositoryPolicy: presence.some(({ id }) => id === NOT_CACHED)
      ? observed(cacheTemplateOf(environment.registry ?? {}, repository ?? "")?.repositoryPolicy)
      : policyOf(examined, repository),
  };
}

/** Names of repositories by the ARN of their key. */
function keysOf(repositories: readonly ExistingRepository[]): Map<string, string[]> {
  const uses = new Map<string, string[]>();
  for (const { repositoryName, kmsKey } of repositories)
    if (kmsKey !== undefined) uses.set(kmsKey, [...(uses.get(kmsKey) ?? []), repositoryName]);
  return uses;
}

async function existingRepositories(
  client: ECRClient,
  { environment, repository }: Query,
): Promise<ExistingRepository[]> {
  const { account } = environment.location;
  if (repository === undefined) return listRepositories(client, account);
  const found = await findRepository(client, account, repository);
  return found === undefined ? [] : [found];
}

async function examineRepository(
  client: ECRClient,
  found: ExistingRepository,
  query: Query,
): Promise<ExaminedRepository> {
  const { environment, now, repository, tag } = query;
  const name = found.repositoryName;
  const policies = await fetchPolicies(client, found);
  const listing = await listImages(client, environment, name);
  const images = [...listing.repositories.values()].flat();
  const lifecycle = diagnoseLifecycle(name, policies.lifecyclePolicyText, images, now);
  const policy = lifecycle.some(({ verdict }) => verdict === "unknown")
    ? undefined
    : policyOfText(policies.lifecyclePolicyText);
  const cost = repositoryCost(name, images, policy, now, DEFAULT_PRICES);
  const hasPolicy = policies.lifecyclePolicyText !== undefined;
  const declaration = environment.repositories.find(({ repositoryName }) => repositoryName === name);
  const tagged =
    repository === undefined ? [] : [diagnoseTag({ ...found, tag, tagged: await digestOf(client, found, tag, query) })];
  return {
    diagnoses: [
      ...differences(declaration, found, policies, query),
      ...tagged,
      ...diagnoseQuotas(name, images),
      ...lifecycle,
    ],
    storage: { ...cost, hasPolicy, untaggedBytes: keptUntaggedBytes(images, policy, now) },
    repositoryPolicyText: policies.repositoryPolicyText,
  };
}

function differences(
  declaration: RepositoryDeclaration | undefined,
  found: ExistingRepository,
  policies: ExistingPolicies,
  { environment, declarationPlace }: Query,
): Diagnosis[] {
  if (declaration === undefined) return [];
  const { repositoryName } = found;
  const declaredAt = lineText(declarationPlace(repositoryName));
  return diagnoseDifferences({
    environment: environment.name,
    stack: registryStackName(environment, repositoryName),
    location: environment.location,
    declaredAt,
    declaration,
    policies,
    imports: environment.imports,
    differences: differencesWithOrigins(declaration, environment, found, policies),
  });
}

async function digestOf(
  client: ECRClient,
  { repositoryName, registryId }: ExistingRepository,
  tag: string | undefined,
  { environment }: Query,
): Promise<Observed<string | undefined>> {
  if (tag === undefined) return observed(undefined);
  return readFact(environment, `look for the tag ${tag}`, async () => {
    try {
      const request = new DescribeImagesCommand({ registryId, repositoryName, imageIds: [{ imageTag: tag }] });
      return (await client.send(request)).imageDetails?.[0]?.imageDigest;
    } catch (fault) {
      if ((fault as Error).name === "ImageNotFoundException") return undefined;
      throw fault;
    }
  });
}

function policyOf(examined: readonly ExaminedRepository[], repository: string | undefined): Observed<unknown> {
  const [only] = examined;
  if (repository === undefined || only === undefined) return unobserved("the repository policy could not be read");
  return observed(only.repositoryPolicyText === undefined ? undefined : JSON.parse(only.repositoryPolicyText));
}

/** A read that AWS rejects is a cause of its own. */
function diagnoseRead(fault: unknown, about: string | undefined, what: string, { environment }: Query): Diagnosis {
  const { kind, message } = refusalOf(fault, what, environment);
  const fix =
    kind === "denied"
      ? "grant the caller ecr:DescribeRepositories, ecr:DescribeImages, ecr:BatchGetImage, ecr:GetLifecyclePolicy, ecr:GetRepositoryPolicy and ecr:ListTagsForResource"
      : "run npx ecr doctor again later";
  return cause(`access/${kind}`, about, message, fix);
}
