import { type IAMClient } from "@aws-sdk/client-iam";
import { iamClient, readRole } from "../../aws/iam-policies";
import { withClient } from "../../aws/with-client";
import { usesIrsa } from "../../domain/operator/clusters";
import { type Environment, type WorkloadRoleDeclaration } from "../../model/environment";
import { type Diagnosis } from "../../operations/doctor/diagnosis";
import { type ClusterIdentity } from "../../operations/doctor/operator-facts";
import { type ObservedRole, type WorkloadEntry } from "../../operations/doctor/workload-facts";
import { diagnoseWorkloads } from "../../operations/doctor/workload-role";
import { identityOf } from "./cluster-identity";
import { readFact } from "./read-fact";

/** Diagnoses roles of workloads, and the OIDC providers through which pods assume them. */
export async function examineWorkloads(
  environment: Environment,
  declarations: readonly WorkloadRoleDeclaration[],
): Promise<Diagnosis[]> {
  return withClient(iamClient(environment), async (client) => {
    const entries: WorkloadEntry[] = [];
    for (const declaration of declarations) entries.push(await entryOf(client, environment, declaration));
    return diagnoseWorkloads({ environment: environment.name, entries });
  });
}

async function entryOf(
  client: IAMClient,
  environment: Environment,
  declaration: WorkloadRoleDeclaration,
): Promise<WorkloadEntry> {
  const { trust, roleName } = declaration;
  const roles: ObservedRole[] = [];
  for (const name of trust.kind === "existing" ? trust.roles : [roleName]) {
    roles.push({ name, role: await readFact(environment, `read the role ${name}`, () => readRole(client, name)) });
  }
  const identities: ClusterIdentity[] = [];
  for (const cluster of trust.kind === "serviceAccount" ? trust.clusters.filter(usesIrsa) : []) {
    identities.push(await identityOf(client, environment, cluster));
  }
  return { settings: { ...declaration, location: environment.location }, roles, identities };
}
