import { lineText } from "../../config/environment-result";
import { type ECRClient } from "@aws-sdk/client-ecr";
import { ecrClient } from "../../aws/ecr-client";
import { callerIdentity, type Identity } from "../../aws/identity";
import { AwsRefusal } from "../../aws/refusal";
import { diagnoseCaller, dockerLogin, type Refusal } from "../../operations/doctor/access";
import { AREAS, areaOf, skipped, type Area, type Diagnosis } from "../../operations/doctor/diagnosis";
import { principalOf } from "../../operations/doctor/principal";
import { diagnoseGrant, diagnoseLogin, PURPOSES, type GrantFacts } from "../../operations/doctor/push-pull";
import { isCovered } from "../../domain/operator/manages";
import { lookAtCluster } from "./cluster";
import { lookAtPrincipal } from "./identity";
import { lookAtOperator } from "./operator";
import { type Question } from "./question";
import { lookAtRegistryPolicy } from "./registry-policy";
import { lookAtRepositories, type RepositoriesLookedAt } from "./repositories";

/** Looks at everything that the question is about, in the order of areas. */
export async function examine(question: Question): Promise<Diagnosis[]> {
  const found = [...(await examineAws(question)), ...(await examineCluster(question))];
  return AREAS.flatMap((area) => found.filter((diagnosis) => areaOf(diagnosis) === area));
}

async function examineAws(question: Question): Promise<Diagnosis[]> {
  const { environment, asked, signal } = question;
  const caller = await callerOf(question);
  const access = diagnoseCaller({
    environment: environment.name,
    location: environment.location,
    caller,
    asked,
    shellRegion: shellRegion(),
  });
  // Without an identity that counts here, everything else would be refused for that one reason.
  const isUsable =
    !("kind" in caller) && access.every(({ id, verdict }) => id !== "access/account" || verdict === "ok");
  if (!isUsable) return access;
  const client = await ecrClient(environment, { tell: question.tell });
  try {
    const repositories = await lookAtRepositories(client, question);
    signal.throwIfAborted();
    const grants = await examineGrants(client, question, caller, repositories);
    signal.throwIfAborted();
    return [...access, ...repositories.diagnoses, ...grants, ...(await examineOperator(question))];
  } finally {
    client.destroy();
  }
}

async function callerOf({ environment }: Question): Promise<Identity | Refusal> {
  try {
    return await callerIdentity(environment);
  } catch (fault) {
    if (fault instanceof AwsRefusal) return fault;
    throw fault;
  }
}

/** The region that `aws` uses where it is told none. */
function shellRegion(): { readonly variable: string; readonly region: string } | undefined {
  for (const variable of ["AWS_REGION", "AWS_DEFAULT_REGION"]) {
    const region = process.env[variable];
    if (region !== undefined && region !== "") return { variable, region };
  }
  return undefined;
}

/** Who may push and pull is asked of one repository: of all of them, nobody may. */
async function examineGrants(
  client: ECRClient,
  question: Question,
  caller: Identity,
  { repositoryPolicy, diagnoses }: RepositoriesLookedAt,
): Promise<Diagnosis[]> {
  const { environment, repository, asked, now } = question;
  const { location } = environment;
  if (repository === undefined)
    return [
      skipped(
        "push/allowed",
        undefined,
        `name a repository to look at who may push and pull: doctor ${environment.name} <repository>`,
      ),
    ];
  const principal = asked ?? principalOf(caller.arn, location.region);
  const isThere = diagnoses.every(
    ({ id, verdict }) => !id.startsWith("repository/") || id === "repository/differs" || verdict === "ok",
  );
  if (principal === undefined || !isThere) return [dockerLogin(location)];
  const known = await lookAtPrincipal(principal, caller.account, question);
  const declaration = environment.repositories.find(({ repositoryName }) => repositoryName === repository);
  const facts: GrantFacts = {
    location,
    repositoryName: repository,
    principal: known.principal,
    identity: known.policies,
    repositoryPolicy,
    registryPolicy: await lookAtRegistryPolicy(client, environment),
    declaredAt: declaration && lineText(question.declarationPlace(repository)),
    now,
  };
  const purposes = question.purposes ?? (principal.account === location.account ? PURPOSES : (["pull"] as const));
  const found = [...known.diagnoses, dockerLogin(location)];
  // Of another account's principal that is not seen, this is told with the rest of its side.
  if (known.policies.known || principal.account === location.account) found.push(diagnoseLogin(facts));
  for (const purpose of purposes) found.push(...diagnoseGrant(purpose, facts));
  return found;
}

async function examineOperator(question: Question): Promise<Diagnosis[]> {
  const { environment } = question;
  const { operator } = environment;
  if (operator === undefined || !isOfOperator(question)) return [];
  return lookAtOperator(environment, operator);
}

async function examineCluster(question: Question): Promise<Diagnosis[]> {
  const { environment, cluster } = question;
  const { operator } = environment;
  if (operator === undefined) return [];
  if (cluster !== undefined) return lookAtCluster(environment, operator, cluster);
  if (!isOfOperator(question)) return [];
  const id: `${Area}/${string}` = "cluster/service-account";
  return [skipped(id, undefined, "write --kubeconfig <file> to look at the operator in its cluster")];
}

/** A repository of Terraform's own has nothing to do with the operator. */
function isOfOperator({ environment, repository }: Question): boolean {
  return repository === undefined || isCovered(repository, environment.operator?.manages ?? []);
}
