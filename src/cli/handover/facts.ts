import { type ECRClient } from "@aws-sdk/client-ecr";
import { ecrClient, fetchPolicies, findRepository, listRepositories } from "../../aws/registry";
import { iamClient, readRole } from "../../aws/iam-policies";
import { refusalOf } from "../../aws/refusal";
import { type Environment } from "../../model/environment";
import { repositoryArn } from "../../domain/aws/arn";
import { evaluateAccess } from "../../operations/doctor/evaluate";
import { foundRepository, type FoundRepository } from "../../operations/adoption/found";
import { DELETE_ACTION, OPERATOR_ACTIONS } from "../../domain/operator/permissions";

/** Calls of the operator's that change a repository or delete it. */
const CHANGES = [...OPERATOR_ACTIONS.filter((action) => /:(Put|Tag)/.test(action)), DELETE_ACTION];

/** Whether AWS has a repository. @throws AwsRefusal when it does not say */
export async function repositoryExists(environment: Environment, repositoryName: string): Promise<boolean> {
  const existing = await ask(environment, `look for ${repositoryName}`, (client) =>
    findRepository(client, environment.location.account, repositoryName),
  );
  return existing !== undefined;
}

/** Names of all repositories that AWS has. @throws AwsRefusal when it does not say */
export async function readNames(environment: Environment): Promise<string[]> {
  const found = await ask(environment, "list the repositories", (client) =>
    listRepositories(client, environment.location.account),
  );
  return found.map(({ repositoryName }) => repositoryName);
}

/**
 * A repository as a declaration would say it.
 * @throws Error where no declaration could, in full; AwsRefusal when AWS does not say how it is
 */
export async function asDeclared(environment: Environment, repositoryName: string): Promise<FoundRepository> {
  const finding = await ask(environment, `read the settings of ${repositoryName}`, async (client) => {
    const existing = await findRepository(client, environment.location.account, repositoryName);
    if (existing === undefined) return undefined;
    return foundRepository(existing, await fetchPolicies(client, existing), environment.location);
  });
  const { found, leftOut = [] } = finding ?? {};
  if (found !== undefined && leftOut.length === 0) return found;
  const reasons = leftOut.map(({ part, reason }) => `${part}: ${reason}`);
  throw new Error([`${repositoryName} can not be declared as it is; change it in AWS first`, ...reasons].join("\n"));
}

/**
 * Whether the policies of the operator's role, as IAM has them now, let it change a repository in any way; what depends on
 * conditions counts as allowed.
 * @throws AwsRefusal when IAM does not say
 */
export async function operatorMayChange(environment: Environment, repositoryName: string): Promise<boolean> {
  const { operator, location } = environment;
  if (operator === undefined) return false;
  const role = await roleOf(environment, operator.roleName);
  if (role === undefined) return false;
  const resource = repositoryArn(location, repositoryName);
  for (const action of CHANGES) {
    const request = { principal: role.arn, action, resource, account: location.account };
    const { answer } = evaluateAccess(request, role);
    if (answer !== "denied") return true;
  }
  return false;
}

async function roleOf(environment: Environment, name: string) {
  const client = await iamClient(environment);
  try {
    return await readRole(client, name);
  } catch (cause) {
    throw refusalOf(cause, `read the policies of the role ${name}`, environment);
  } finally {
    client.destroy();
  }
}

/** @throws AwsRefusal when AWS does not answer; `what` is what it was asked to do */
async function ask<T>(environment: Environment, what: string, question: (client: ECRClient) => Promise<T>): Promise<T> {
  const client = await ecrClient(environment);
  try {
    return await question(client);
  } catch (cause) {
    throw refusalOf(cause, what, environment);
  } finally {
    client.destroy();
  }
}
