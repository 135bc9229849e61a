import { registryCaches } from "../../model/registry-caches";
import { lineText } from "../../config/environment-result";
import { type ECRClient } from "@aws-sdk/client-ecr";
import { ecrClient } from "../../aws/registry";
import { withClient } from "../../aws/with-client";
import { callerIdentity, type Identity } from "../../aws/identity";
import { AwsRefusal } from "../../aws/refusal";
import { diagnoseCaller, dockerLogin, type Refusal } from "../../operations/doctor/access";
import { AREAS, areaOf, skipped, type Diagnosis } from "../../operations/doctor/diagnosis";
import { isDifference } from "../../operations/doctor/differences";
import { principalOf } from "../../domain/iam/principal";
import { diagnoseGrant, diagnoseLogin, PURPOSES, type GrantFacts } from "../../operations/doctor/push-pull";
import { diagnoseCachePull } from "../../operations/doctor/cache-pull";
import { diagnoseCacheRules } from "../../operations/doctor/cache-rules";
import { diagnosePublicRepositories } from "../../operations/doctor/public-repositories";
import { diagnoseRegistry } from "../../operations/doctor/registry";
import { NOT_CACHED } from "../../operations/doctor/repository";
import { cacheRuleOf } from "../../domain/registry/names";
import { isCovered } from "../../domain/operator/manages";
import { EMULATED } from "../../emulator/emulator-env";
import { compareRegistry, validateCacheRules } from "../support/registry-settings";
import { examineCluster } from "./cluster";
import { readPrincipal } from "./identity";
import { examineOperator, examineWorkflows, examineWorkloads } from "./roles";
import { type Query } from "./query";
import { readPolicyOfRegistry } from "./read-facts";
import { examineRepositories, type ExaminedRepositories } from "./repositories";
import { inRegion } from "../../model/stack-kinds";

/** Runs every check that applies to the query, in the order of areas. */
export async function examine(query: Query): Promise<Diagnosis[]> {
  const found = [...(await examineAws(query)), ...(await clusterDiagnoses(query))];
  return AREAS.flatMap((area) => found.filter((diagnosis) => areaOf(diagnosis) === area));
}

async function examineAws(query: Query): Promise<Diagnosis[]> {
  const { environment, principal, signal } = query;
  const caller = await callerOf(query);
  const access = diagnoseCaller({
    environment: environment.name,
    location: environment.location,
    caller,
    principal,
    shellRegion: shellRegion(),
  });
  // Without valid credentials for the account, every other check would fail for the same reason.
  const isUsable =
    !("kind" in caller) && access.every(({ id, verdict }) => id !== "access/account" || verdict === "ok");
  if (!isUsable) return access;
  return withClient(ecrClient(environment, { log: query.log }), async (client) => {
    const repositories = await examineRepositories(client, query);
    signal.throwIfAborted();
    const ofPublic = await publicDiagnoses(query);
    signal.throwIfAborted();
    const grants = await examineGrants(client, query, caller, repositories);
    signal.throwIfAborted();
    const registry = await registryDiagnoses(client, query);
    signal.throwIfAborted();
    const workflows = await workflowDiagnoses(query);
    signal.throwIfAborted();
    const workloads = await workloadDiagnoses(query);
    signal.throwIfAborted();
    const ofRoles = [...workflows, ...workloads, ...(await operatorDiagnoses(query))];
    return [...access, ...repositories.diagnoses, ...ofPublic, ...registry, ...grants, ...ofRoles];
  });
}

async function callerOf({ environment }: Query): Promise<Identity | Refusal> {
  try {
    return await callerIdentity(environment);
  } catch (fault) {
    if (fault instanceof AwsRefusal) return fault;
    throw fault;
  }
}

/** The default region of `aws` commands. */
function shellRegion(): { readonly variable: string; readonly region: string } | undefined {
  for (const variable of ["AWS_REGION", "AWS_DEFAULT_REGION"]) {
    const region = process.env[variable];
    if (region !== undefined && region !== "") return { variable, region };
  }
  return undefined;
}

/** Permissions to push and pull are checked for a single repository only. */
async function examineGrants(
  client: ECRClient,
  query: Query,
  caller: Identity,
  { repositoryPolicy, diagnoses }: ExaminedRepositories,
): Promise<Diagnosis[]> {
  const { environment, repository, now } = query;
  const { location } = environment;
  if (repository === undefined)
    return [
      skipped(
        "push/allowed",
        undefined,
        `to check who may push and pull, name a repository: npx ecr doctor ${environment.name} <repository>`,
      ),
    ];
  const principal = query.principal ?? principalOf(caller.arn, location.region);
  const exists = diagnoses.every(
    (diagnosis) => !diagnosis.id.startsWith("repository/") || isDifference(diagnosis) || diagnosis.verdict === "ok",
  );
  if (principal === undefined || !exists) return [dockerLogin(location)];
  const known = await readPrincipal(principal, caller.account, query);
  const isUncached = diagnoses.some(({ id }) => id === NOT_CACHED);
  const rule = cacheRuleOf(registryCaches(environment), repository);
  const declaration = environment.repositories.find(({ repositoryName }) => repositoryName === repository);
  const facts: GrantFacts = {
    location,
    repositoryName: repository,
    principal: known.principal,
    identity: known.policies,
    repositoryPolicy,
    registryPolicy: await readPolicyOfRegistry(client, environment),
    cache: rule && { upstream: rule.upstreamRegistryUrl, exists: !isUncached },
    declaredAt: declaration && lineText(query.declarationPlace(repository)),
    now,
  };
  const purposes = query.purposes ?? (principal.account === location.account ? PURPOSES : (["pull"] as const));
  const found = [...known.diagnoses, dockerLogin(location)];
  // For a principal of another account whose policies are unknown, the diagnosis of the grant includes the login.
  if (known.policies.known || principal.account === location.account) found.push(diagnoseLogin(facts));
  for (const purpose of purposes) {
    // No one pushes into a repository that the cache creates.
    if (purpose === "push" && isUncached) continue;
    found.push(...diagnoseGrant(purpose, facts));
    if (purpose === "pull") found.push(...diagnoseCachePull(facts));
  }
  return found;
}

/** The registry's settings do not belong to a single repository. */
async function registryDiagnoses(client: ECRClient, { environment, repository }: Query): Promise<Diagnosis[]> {
  if (repository !== undefined) return [];
  const stack = `${environment.name}-${inRegion(environment, "registry")}`;
  return [
    ...diagnoseRegistry(environment.name, await compareRegistry(client, environment), stack),
    ...diagnoseCacheRules(await validateCacheRules(client, environment)),
  ];
}

/** The emulator does not support public repositories. */
async function publicDiagnoses({ environment, repository, log, signal }: Query): Promise<Diagnosis[]> {
  const { publicRepositories = [], name, location } = environment;
  if (repository !== undefined || publicRepositories.length === 0 || process.env[EMULATED] !== undefined) return [];
  const { readPublicStatus } = require("../support/public-status") as typeof import("../support/public-status");
  const statuses = await readPublicStatus(environment, { names: [], progress: { log }, signal });
  return diagnosePublicRepositories(statuses, {
    account: location.account,
    stack: `${name}-${inRegion(environment, "registry")}`,
  });
}

/** For a single repository, only the roles that push to it matter. */
async function workflowDiagnoses(query: Query): Promise<Diagnosis[]> {
  const { repository, environment } = query;
  const roles = environment.ciRoles.filter(
    ({ repositories }) => repository === undefined || isCovered(repository, repositories),
  );
  return roles.length === 0 && query.token === undefined ? [] : examineWorkflows(query, roles);
}

/** For a single repository, only the roles that pull from it or push to it matter. */
async function workloadDiagnoses({ environment, repository }: Query): Promise<Diagnosis[]> {
  const roles = (environment.workloadRoles ?? []).filter(
    ({ repositories, pullRepositories = [] }) =>
      repository === undefined || isCovered(repository, [...repositories, ...pullRepositories]),
  );
  return roles.length === 0 ? [] : examineWorkloads(environment, roles);
}

async function operatorDiagnoses(query: Query): Promise<Diagnosis[]> {
  const { environment } = query;
  if (environment.operator === undefined || !concernsOperator(query)) return [];
  return examineOperator(environment, environment.operator);
}

async function clusterDiagnoses(query: Query): Promise<Diagnosis[]> {
  const { environment, cluster } = query;
  const { operator } = environment;
  if (operator === undefined) return [];
  if (cluster !== undefined) return examineCluster(environment, operator, cluster);
  if (!concernsOperator(query)) return [];
  return [
    skipped("cluster/service-account", undefined, "to check the operator in its cluster, pass --kubeconfig <file>"),
  ];
}

/** The operator does not matter for a repository that Terraform owns. */
function concernsOperator({ environment, repository }: Query): boolean {
  return repository === undefined || isCovered(repository, environment.operator?.manages ?? []);
}
