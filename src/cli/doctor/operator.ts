import { iamClient, readRole } from "../../aws/iam-policies";
import { eksClient, readAgent, readAssociation } from "../../aws/pod-identity";
import { withClient } from "../../aws/with-client";
import { type Environment, type OperatorSettings } from "../../model/environment";
import { operatorRoleSettings } from "../../model/operator-parts";
import { type Diagnosis } from "../../operations/doctor/diagnosis";
import {
  type ClusterIdentity,
  type OperatorFacts,
  type PodIdentityFacts,
} from "../../operations/doctor/operator-facts";
import { diagnoseOperator } from "../../operations/doctor/operator-role";
import { usesPodIdentity, type EksCluster } from "../../domain/operator/clusters";
import { type TrustedServiceAccount } from "../../domain/operator/service-account-subject";
import { identityOf } from "./cluster-identity";
import { readKeys } from "./keys";
import { readFact } from "./read-fact";

/** What the operator's keys encrypt. */
const KEY_USE = "the operator's repositories";

/** Diagnoses the operator's role, and the OIDC providers through which clusters assume it. */
export async function examineOperator(environment: Environment, operator: OperatorSettings): Promise<Diagnosis[]> {
  const { location, clusters, repositories } = environment;
  const declared = repositories.map(({ repositoryName }) => repositoryName);
  const settings = operatorRoleSettings(operator, { environment: environment.name, location, clusters, declared });
  return withClient(iamClient(environment), async (client) => {
    const role = await readFact(environment, `read the role ${operator.roleName}`, () =>
      readRole(client, operator.roleName),
    );
    const identities: ClusterIdentity[] = [];
    for (const cluster of settings.clusters) {
      const identity = await identityOf(client, environment, cluster);
      identities.push(
        usesPodIdentity(cluster)
          ? { ...identity, podIdentity: await podIdentityOf(environment, cluster, operator.serviceAccounts) }
          : identity,
      );
    }
    const keys = await readKeys(environment, new Map(operator.kmsKeyArns.map((arn) => [arn, [KEY_USE]])));
    const facts: OperatorFacts = { environment: environment.name, settings, role, clusters: identities, keys };
    return diagnoseOperator(facts);
  });
}

/** What EKS Pod Identity has in a cluster, for the ServiceAccounts that the environment declares. */
async function podIdentityOf(
  environment: Environment,
  { eks }: EksCluster,
  serviceAccounts: readonly TrustedServiceAccount[],
): Promise<PodIdentityFacts> {
  return withClient(eksClient(environment), async (client) => {
    const associations: PodIdentityFacts["associations"][number][] = [];
    for (const serviceAccount of serviceAccounts) {
      const what = `read the Pod Identity association of ${serviceAccount.namespace}/${serviceAccount.name} in ${eks}`;
      const found = await readFact(environment, what, () => readAssociation(client, eks, serviceAccount));
      associations.push({ serviceAccount, found });
    }
    const agent = await readFact(environment, `read the Pod Identity agent of ${eks}`, () => readAgent(client, eks));
    return { agent, associations };
  });
}
