import { type IAMClient } from "@aws-sdk/client-iam";
import { iamClient, readRole } from "../../aws/iam-policies";
import { withClient } from "../../aws/with-client";
import { readOidcProvider } from "../../aws/oidc";
import { oidcProviderArn } from "../../domain/ci/issuers";
import { roleIssuer } from "../../domain/ci/role-settings";
import { type CiRoleDeclaration, type Environment } from "../../model/environment";
import { type Diagnosis } from "../../operations/doctor/diagnosis";
import { type WorkflowRole } from "../../operations/doctor/workflow-facts";
import { diagnoseWorkflows } from "../../operations/doctor/workflow-role";
import { readFact } from "./read-fact";
import { type Query } from "./query";

/** Diagnoses roles of workflows, and the OIDC providers through which runs assume them. */
export async function examineWorkflows(
  { environment, token }: Pick<Query, "environment" | "token">,
  declarations: readonly CiRoleDeclaration[],
): Promise<Diagnosis[]> {
  return withClient(iamClient(environment), async (client) => {
    const roles: WorkflowRole[] = [];
    for (const declaration of declarations) roles.push(await roleOf(client, environment, declaration));
    return diagnoseWorkflows({ environment: environment.name, roles, ...(token === undefined ? {} : { token }) });
  });
}

async function roleOf(
  client: IAMClient,
  environment: Environment,
  declaration: CiRoleDeclaration,
): Promise<WorkflowRole> {
  const settings = { ...declaration, location: environment.location };
  const providerArn = oidcProviderArn(environment.location, roleIssuer(settings).issuer);
  return {
    settings,
    makesProvider: declaration.oidcProvider === "create",
    providerArn,
    provider: await readFact(environment, `read the OIDC provider ${providerArn}`, () =>
      readOidcProvider(client, providerArn),
    ),
    role: await readFact(environment, `read the role ${settings.roleName}`, () => readRole(client, settings.roleName)),
  };
}
