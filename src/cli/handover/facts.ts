import { type ECRClient } from "@aws-sdk/client-ecr";
import { ecrClient, fetchPolicies, findRepository, listRepositories } from "../../aws/registry";
import { iamClient, readRole } from "../../aws/iam-policies";
import { orRefusal, withClient } from "../../aws/with-client";
import { type Environment } from "../../model/environment";
import { repositoryArn } from "../../domain/aws/arn";
import { evaluateAccess } from "../../operations/doctor/evaluate";
import { foundRepository, type FoundRepository } from "../../operations/adoption/found";
import { DELETE_ACTION, OPERATOR_ACTIONS } from "../../domain/operator/permissions";

/** Actions of the operator that change or delete a repository. */
const CHANGES = [...OPERATOR_ACTIONS.filter((action) => /:(Put|Tag)/.test(action)), DELETE_ACTION];

/** Whether a repository exists in AWS. @throws AwsRefusal if it cannot be read */
export async function repositoryExists(environment: Environment, repositoryName: string): Promise<boolean> {
  const existing = await request(environment, `find ${repositoryName}`, (client) =>
    findRepository(client, environment.location.account, repositoryName),
  );
  return existing !== undefined;
}

/** Names of all existing repositories. @throws AwsRefusal if they cannot be listed */
export async function readNames(environment: Environment): Promise<string[]> {
  const found = await request(environment, "list the repositories", (client) =>
    listRepositories(client, environment.location.account),
  );
  return found.map(({ repositoryName }) => repositoryName);
}

/**
 * Reads a repository in the form of a declaration.
 * @throws Error if a declaration cannot express all of it; AwsRefusal if it cannot be read
 */
export async function asDeclared(environment: Environment, repositoryName: string): Promise<FoundRepository> {
  const finding = await request(environment, `read the settings of ${repositoryName}`, async (client) => {
    const existing = await findRepository(client, environment.location.account, repositoryName);
    if (existing === undefined) return undefined;
    return foundRepository(existing, await fetchPolicies(client, existing), environment.location);
  });
  const { found, leftOut = [] } = finding ?? {};
  if (found !== undefined && leftOut.length === 0) return found;
  const reasons = leftOut.map(({ part, reason }) => `${part}: ${reason}`);
  throw new Error(
    [`${repositoryName} cannot be declared as it is in AWS. First change the repository in AWS`, ...reasons].join("\n"),
  );
}

/**
 * Whether the deployed policies of the operator's role allow any change of a repository. Actions that depend on conditions
 * count as allowed.
 * @throws AwsRefusal if the role cannot be read
 */
export async function operatorMayChange(environment: Environment, repositoryName: string): Promise<boolean> {
  const { operator, location } = environment;
  if (operator === undefined) return false;
  const { roleName } = operator;
  const role = await withClient(iamClient(environment), (client) =>
    orRefusal(environment, `read the policies of the role ${roleName}`, readRole(client, roleName)),
  );
  if (role === undefined) return false;
  const resource = repositoryArn(location, repositoryName);
  for (const action of CHANGES) {
    const request = { principal: role.arn, action, resource, account: location.account };
    const { answer } = evaluateAccess(request, role);
    if (answer !== "denied") return true;
  }
  return false;
}

/** @throws AwsRefusal if the request fails; `what` names the request in its message */
async function request<T>(environment: Environment, what: string, send: (client: ECRClient) => Promise<T>): Promise<T> {
  return withClient(ecrClient(environment), (client) => orRefusal(environment, what, send(client)));
}
