import { eksClusterArn } from "../../domain/aws/arn";
import { clusterKey, type EksCluster } from "../../domain/operator/clusters";
import {
  POD_IDENTITY_ACTIONS,
  POD_IDENTITY_ADDON as ADDON,
  POD_IDENTITY_SERVICE,
  POD_TAGS,
} from "../../domain/operator/pod-identity";
import { type OperatorRoleSettings } from "../../domain/operator/role-settings";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { evaluateAccess } from "./evaluate";
import { deployAccess, deployTrust } from "./role-difference";
import { type AgentState, type AssociationFacts, type DeployedRole, type PodIdentityFacts } from "./operator-facts";

const ID = "operator/pod-identity";
/** Statuses of an add-on that does not work yet or any more. */
const BROKEN: ReadonlySet<string> = new Set([
  "CREATE_FAILED",
  "DEGRADED",
  "DELETING",
  "DELETE_FAILED",
  "UPDATE_FAILED",
]);

/** Checks that a cluster has the agent, and that the ServiceAccounts are associated with the role. */
export function diagnosePodIdentity(
  environment: string,
  cluster: EksCluster,
  { agent, associations }: PodIdentityFacts,
  roleArn: string,
): Diagnosis[] {
  const key = clusterKey(cluster);
  return [
    agent.known ? diagnoseAgent(cluster, agent.value) : unknownCause("operator/pod-identity-agent", key, agent.why),
    ...associations.map((facts) => diagnoseAssociation(deployAccess(environment), key, roleArn, facts)),
  ];
}

function diagnoseAgent(cluster: EksCluster, agent: AgentState): Diagnosis {
  const id = "operator/pod-identity-agent";
  const key = clusterKey(cluster);
  const describe = `aws eks describe-addon --cluster-name ${cluster.eks} --addon-name ${ADDON}`;
  switch (agent.kind) {
    case "auto":
      return ok(id, key, "the agent is part of EKS Auto Mode");
    case "addon":
      return BROKEN.has(agent.status)
        ? cause(id, key, `the add-on ${ADDON} has the status ${agent.status}`, `find the reason: ${describe}`)
        : ok(id, key, `the add-on ${ADDON} has the status ${agent.status}`);
    case "missing": {
      const found = `the cluster does not have the add-on ${ADDON}. Without the agent, its pods do not get credentials from EKS Pod Identity`;
      const fix = `aws eks create-addon --cluster-name ${cluster.eks} --addon-name ${ADDON}. If the agent was installed in a different way, for example with Helm, you do not need to do anything`;
      return cause(id, key, found, fix);
    }
  }
}

function diagnoseAssociation(
  deploy: string,
  key: string,
  roleArn: string,
  { serviceAccount: { namespace, name }, found }: AssociationFacts,
): Diagnosis {
  const about = `${key} ${namespace}/${name}`;
  if (!found.known) return unknownCause(ID, about, found.why);
  if (found.value === undefined) {
    const evidence =
      "EKS does not have a Pod Identity association for this namespace and ServiceAccount in the cluster";
    return cause("operator/pod-identity-association", about, evidence, deploy);
  }
  const { id, roleArn: associated, hasSessionTags } = found.value;
  if (associated !== roleArn) {
    const evidence = `expected association ${id} with the role ${roleArn}, found ${associated}`;
    const fix = `${deploy}. If Terraform does not manage ${id}, delete it first`;
    return cause("operator/pod-identity-role", about, evidence, fix);
  }
  if (!hasSessionTags) {
    const evidence = `association ${id} disables session tags, but the role's trust policy uses them to check the namespace and the ServiceAccount`;
    return cause("operator/pod-identity-tags", about, evidence, deploy);
  }
  return ok(ID, about, `association ${id} assigns the role ${roleArn} to the pods`);
}

/** Checks that the role's trust policy lets EKS Pod Identity assume it for the ServiceAccounts of a cluster. */
export function diagnosePodTrust(
  environment: string,
  { location, serviceAccounts }: Pick<OperatorRoleSettings, "location" | "serviceAccounts">,
  cluster: EksCluster,
  role: DeployedRole,
): Diagnosis[] {
  const id = "operator/trust-pod-identity";
  const key = clusterKey(cluster);
  const arn = eksClusterArn(location, cluster.eks);
  const found = serviceAccounts.flatMap(({ namespace, name }): Diagnosis[] => {
    const about = `${key} ${namespace}/${name}`;
    for (const action of POD_IDENTITY_ACTIONS) {
      const context = {
        "aws:SourceArn": arn,
        "aws:SourceAccount": location.account,
        [POD_TAGS.namespace]: namespace,
        [POD_TAGS.serviceAccount]: name,
      };
      const request = { principal: POD_IDENTITY_SERVICE, action, resource: role.arn, account: location.account };
      const decision = evaluateAccess({ ...request, context }, { policies: [], resource: role.trust });
      if (decision.answer === "unclear") {
        const why = `cannot determine whether ${role.arn} trusts EKS Pod Identity: ${decision.why}`;
        return [unknownCause(id, about, why)];
      }
      if (decision.answer === "denied") {
        const evidence = `the trust policy of ${role.arn} does not allow ${POD_IDENTITY_SERVICE} to call ${action} for cluster ${arn}`;
        return [cause(id, about, evidence, deployTrust(environment))];
      }
    }
    return [];
  });
  return found.length > 0 ? found : [ok(id, key, `${role.arn} trusts EKS Pod Identity in ${arn}`)];
}
