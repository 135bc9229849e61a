import { lineText } from "../../config/environment-result";
import { isCovered } from "../../domain/operator/manages";
import { DescribeImagesCommand, type ECRClient } from "@aws-sdk/client-ecr";
import { each } from "../../aws/map-concurrently";
import { refusalOf } from "../../aws/refusal";
import { findRepository, listRepositories, fetchPolicies } from "../../aws/registry";
import { replicationDestinations } from "../../aws/replication";
import { type RepositoryDeclaration } from "../../model/environment";
import { diagnoseCost, untaggedThatStay, type StorageFacts } from "../../operations/doctor/cost";
import { cause, type Diagnosis } from "../../operations/doctor/diagnosis";
import { diagnoseTag } from "../../operations/doctor/immutable-tag";
import { diagnoseKeys } from "../../operations/doctor/key";
import { diagnoseLifecycle, policyOfText } from "../../operations/doctor/lifecycle";
import { diagnoseDifferences, diagnoseRepositories } from "../../operations/doctor/repository";
import { unobserved, observed, type Observed } from "../../operations/doctor/observed";
import { differencesOf } from "../../domain/repository/differences/differences";
import { type ExistingPolicies, type ExistingRepository } from "../../domain/repository/existing";
import { repositoryCost } from "../../operations/cost/cost";
import { DEFAULT_PRICES } from "../../operations/cost/prices";
import { listImages } from "../support/list-images";
import { lookAtKeys } from "./keys";
import { type Question } from "./question";

/** What looking at an environment's repositories gave. */
export interface RepositoriesLookedAt {
  readonly diagnoses: readonly Diagnosis[];
  /** Policy of the one repository that is asked about; `undefined` where it has none. */
  readonly repositoryPolicy: Observed<unknown>;
}

interface LookedAt {
  readonly diagnoses: readonly Diagnosis[];
  readonly storage: StorageFacts;
  readonly repositoryPolicyText: string | undefined;
}

/** How many repositories are listed at a time: each may have many pages of images. */
const AT_ONCE = 4;

/** Looks at the repository that is asked about, else at all that are declared or the operator's. */
export async function lookAtRepositories(client: ECRClient, question: Question): Promise<RepositoriesLookedAt> {
  const { environment, repository, onProgress, signal } = question;
  const manages = environment.operator?.manages ?? [];
  const declared = environment.repositories.map(({ repositoryName }) => repositoryName);
  let existing: ExistingRepository[];
  try {
    existing = await existingRepositories(client, question);
  } catch (fault) {
    const refused = refusedRead(fault, repository, "list the repositories", question);
    return { diagnoses: [refused], repositoryPolicy: unobserved("the repository could not be read") };
  }
  const names = repository === undefined ? declared : [repository];
  const mine = existing.filter(
    ({ repositoryName: name }) => names.includes(name) || (repository === undefined && isCovered(name, manages)),
  );
  const outcomes = await each(mine, (found) => lookAt(client, found, question), {
    atOnce: AT_ONCE,
    signal,
    onDone: (done) => {
      onProgress(done, mine.length);
    },
  });
  const looked = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
  const refused = outcomes.flatMap((outcome, index) =>
    outcome.ok ? [] : [refusedRead(outcome.reason, mine[index]?.repositoryName, "look at it", question)],
  );
  const there = diagnoseRepositories(names, {
    environment: environment.name,
    location: environment.location,
    declared,
    manages,
    existing: new Set(existing.map(({ repositoryName }) => repositoryName)),
  });
  const storage = looked.map((each) => each.storage);
  const cost =
    storage.length === 0 ? [] : diagnoseCost(environment.name, storage, await destinations(client, question));
  const keys = diagnoseKeys("repository/key", await lookAtKeys(environment, keysOf(mine)));
  return {
    diagnoses: [...there, ...refused, ...keys, ...looked.flatMap(({ diagnoses }) => diagnoses), ...cost],
    repositoryPolicy: policyOf(looked, repository),
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
  { environment, repository }: Question,
): Promise<ExistingRepository[]> {
  const { account } = environment.location;
  if (repository === undefined) return listRepositories(client, account);
  const found = await findRepository(client, account, repository);
  return found === undefined ? [] : [found];
}

async function lookAt(client: ECRClient, found: ExistingRepository, question: Question): Promise<LookedAt> {
  const { environment, now, repository, tag } = question;
  const name = found.repositoryName;
  const policies = await fetchPolicies(client, found);
  const listing = await listImages(client, environment, name);
  const images = [...listing.repositories.values()].flat();
  const lifecycle = diagnoseLifecycle(name, policies.lifecyclePolicyText, images, now);
  const policy = lifecycle.verdict === "unknown" ? undefined : policyOfText(policies.lifecyclePolicyText);
  const cost = repositoryCost(name, images, policy, now, DEFAULT_PRICES);
  const hasPolicy = policies.lifecyclePolicyText !== undefined;
  const declaration = environment.repositories.find(({ repositoryName }) => repositoryName === name);
  const tagged =
    repository === undefined
      ? []
      : [diagnoseTag({ ...found, tag, tagged: await digestOf(client, found, tag, question) })];
  return {
    diagnoses: [...differences(declaration, found, policies, question), ...tagged, lifecycle],
    storage: { ...cost, hasPolicy, untaggedBytes: untaggedThatStay(images, policy, now) },
    repositoryPolicyText: policies.repositoryPolicyText,
  };
}

function differences(
  declaration: RepositoryDeclaration | undefined,
  found: ExistingRepository,
  policies: ExistingPolicies,
  { environment, declarationPlace }: Question,
): Diagnosis[] {
  if (declaration === undefined) return [];
  const other = differencesOf(declaration, environment, found, policies);
  return diagnoseDifferences(
    environment.name,
    found.repositoryName,
    lineText(declarationPlace(found.repositoryName)),
    other,
  );
}

async function digestOf(
  client: ECRClient,
  { repositoryName, registryId }: ExistingRepository,
  tag: string | undefined,
  { environment }: Question,
): Promise<Observed<string | undefined>> {
  if (tag === undefined) return observed(undefined);
  try {
    const request = new DescribeImagesCommand({ registryId, repositoryName, imageIds: [{ imageTag: tag }] });
    return observed((await client.send(request)).imageDetails?.[0]?.imageDigest);
  } catch (fault) {
    if ((fault as Error).name === "ImageNotFoundException") return observed(undefined);
    return unobserved(refusalOf(fault, `look for the tag ${tag}`, environment).message);
  }
}

async function destinations(client: ECRClient, { environment }: Question): Promise<Observed<readonly string[]>> {
  try {
    return observed(await replicationDestinations(client));
  } catch (fault) {
    return unobserved(refusalOf(fault, "read the registry's replication", environment).message);
  }
}

function policyOf(looked: readonly LookedAt[], repository: string | undefined): Observed<unknown> {
  const [only] = looked;
  if (repository === undefined || only === undefined)
    return unobserved("the policy of the repository could not be read");
  return observed(only.repositoryPolicyText === undefined ? undefined : JSON.parse(only.repositoryPolicyText));
}

/** What AWS refuses to show is what keeps somebody from more than looking. */
function refusedRead(fault: unknown, about: string | undefined, what: string, { environment }: Question): Diagnosis {
  const { kind, message } = refusalOf(fault, what, environment);
  const fix =
    kind === "denied"
      ? "allow ecr:DescribeRepositories, ecr:DescribeImages, ecr:BatchGetImage, ecr:GetLifecyclePolicy, ecr:GetRepositoryPolicy and ecr:ListTagsForResource to whoever looks"
      : "look again later";
  return cause(`access/${kind}`, about, message, fix);
}
