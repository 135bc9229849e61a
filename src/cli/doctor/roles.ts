import { type IAMClient } from "@aws-sdk/client-iam";
import { iamClient, readRole } from "../../aws/iam-policies";
import { withClient } from "../../aws/with-client";
import { readOidcProvider, readIssuer } from "../../aws/oidc";
import { oidcProviderArn } from "../../domain/ci/issuers";
import { roleIssuer } from "../../domain/ci/role-settings";
import {
  type CiRoleDeclaration,
  type Environment,
  type WorkloadRoleDeclaration,
  type OperatorSettings,
} from "../../model/environment";
import { type Diagnosis } from "../../operations/doctor/diagnosis";
import { type WorkflowRole } from "../../operations/doctor/workflow-facts";
import { diagnoseWorkflows } from "../../operations/doctor/workflow-role";
import { readFact, readKeys } from "./read-facts";
import { type Query } from "./query";
import {
  usesIrsa,
  usesPodIdentity,
  type EksCluster,
  issuerName,
  type OperatorCluster,
} from "../../domain/operator/clusters";
import { type ClusterIdentity, type PodIdentityFacts } from "../../operations/doctor/operator-facts";
import { type ObservedRole, type WorkloadEntry } from "../../operations/doctor/workload-facts";
import { diagnoseWorkloads } from "../../operations/doctor/workload-role";
import { eksClient, readAgent, readAssociation } from "../../aws/pod-identity";
import { operatorRoleSettings } from "../../model/operator-parts";
import { diagnoseOperator } from "../../operations/doctor/operator-role";
import { type TrustedServiceAccount } from "../../domain/operator/service-account-subject";
import { observed, unobserved } from "../../operations/doctor/observed";

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
    role: await observedRole(client, environment, settings.roleName),
  };
}

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
    roles.push({ name, role: await observedRole(client, environment, name) });
  }
  const identities: ClusterIdentity[] = [];
  for (const cluster of trust.kind === "serviceAccount" ? trust.clusters.filter(usesIrsa) : []) {
    identities.push(await identityOf(client, environment, cluster));
  }
  return { settings: { ...declaration, location: environment.location }, roles, identities };
}

/** What the operator's keys encrypt. */
const KEY_USE = "the operator's repositories";

/** Diagnoses the operator's role, and the OIDC providers through which clusters assume it. */
export async function examineOperator(environment: Environment, operator: OperatorSettings): Promise<Diagnosis[]> {
  const { location, clusters, repositories } = environment;
  const declared = repositories.map(({ repositoryName }) => repositoryName);
  const settings = operatorRoleSettings(operator, { environment: environment.name, location, clusters, declared });
  return withClient(iamClient(environment), async (client) => {
    const role = await observedRole(client, environment, operator.roleName);
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
    return diagnoseOperator({ environment: environment.name, settings, role, clusters: identities, keys });
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

function observedRole(client: IAMClient, environment: Environment, name: string): Promise<ObservedRole["role"]> {
  return readFact(environment, `read the role ${name}`, () => readRole(client, name));
}

/** A cluster's issuer and its OIDC provider in IAM. */
async function identityOf(
  client: IAMClient,
  environment: Environment,
  cluster: OperatorCluster,
): Promise<ClusterIdentity> {
  const issuer =
    "eks" in cluster
      ? await readFact(environment, `look up the EKS cluster ${cluster.eks}`, () =>
          readIssuer(environment, cluster.eks),
        )
      : observed(cluster.oidcIssuer);
  if (!issuer.known || issuer.value === undefined)
    return { cluster, issuer, provider: unobserved("the cluster's issuer is unknown") };
  if (!usesIrsa(cluster)) return { cluster, issuer, provider: unobserved("the cluster does not use IRSA") };
  const { partition, location } = environment;
  const arn = `arn:${partition}:iam::${location.account}:oidc-provider/${issuerName(issuer.value)}`;
  const provider = await readFact(environment, `read the OIDC provider ${arn}`, () => readOidcProvider(client, arn));
  return { cluster, issuer, provider };
}
