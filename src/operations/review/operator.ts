import { listOf } from "../../domain/iam/policy";
import { planPolicies } from "../../domain/operator/plan-policies";
import { isCovered } from "../../domain/operator/manages";
import { subject } from "../../domain/operator/service-account-subject";
import { listText } from "../../domain/text/format";
import { type ClusterSettings, type Environment } from "../../model/environment";
import { operatorRoleSettings } from "../../model/operator-parts";
import { environmentFinding, type Finding } from "./finding";

const MAX_NAMES = 5;

/** What changes for the Kubernetes operator: what it owns, what it may do, and who may act as it. */
export function operatorFindings(before: Environment, after: Environment): Finding[] {
  if (after.operator === undefined) {
    const details = ["The operator's calls to AWS will fail after the deployment."];
    return before.operator === undefined
      ? []
      : [environmentFinding("operator-permissions", "the operator's role is deleted", details)];
  }
  return [...permissionFindings(before, after), ...trustFindings(before, after)];
}

function permissionFindings(before: Environment, after: Environment): Finding[] {
  const had = new Set(grantsOf(before).map((grant) => grant.join(" ")));
  const gained = grantsOf(after).filter((grant) => !had.has(grant.join(" ")));
  if (gained.length === 0) return [];
  const actions = [...new Set(gained.map(([action]) => action))].sort();
  const resources = [...new Set(gained.map(([, resource]) => resource))].sort();
  const entries = (after.operator?.manages ?? []).filter((entry) => !isCovered(entry, before.operator?.manages ?? []));
  const deletes = after.operator?.allowDelete === true && before.operator?.allowDelete !== true;
  const message = `the operator's role may now do more: ${listText(actions, MAX_NAMES)} on ${listText(resources, MAX_NAMES)}`;
  const details = [
    ...(entries.length === 0 ? [] : [`The operator now also owns these names: ${listText(entries, MAX_NAMES)}.`]),
    ...(deletes ? ["The operator may now delete repositories together with their images."] : []),
  ];
  return [environmentFinding("operator-permissions", message, details)];
}

/** What the role's policies allow, an action and a resource each. */
function grantsOf(environment: Environment): (readonly [action: string, resource: string])[] {
  const { operator, name, location, clusters, repositories } = environment;
  if (operator === undefined) return [];
  const declared = repositories.map(({ repositoryName }) => repositoryName);
  const { documents } = planPolicies(
    operatorRoleSettings(operator, { environment: name, location, clusters, declared }),
  );
  return documents
    .flatMap(({ Statement }) => Statement)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Resource }) =>
      listOf(Action).flatMap((action) => listOf(Resource).map((resource) => [action, resource] as const)),
    );
}

function trustFindings(before: Environment, after: Environment): Finding[] {
  const trusted = new Set(before.operator?.serviceAccounts.map(subject));
  const accounts = (after.operator?.serviceAccounts ?? []).map(subject).filter((text) => !trusted.has(text));
  const known = new Set(before.clusters.map(clusterText));
  const clusters = after.clusters.map(clusterText).filter((text) => !known.has(text));
  const parts = [
    ...(accounts.length === 0 ? [] : [listText(accounts, MAX_NAMES)]),
    ...(clusters.length === 0 ? [] : [`the operator in ${listText(clusters, MAX_NAMES)}`]),
  ];
  if (parts.length === 0) return [];
  return [environmentFinding("operator-trust", `the operator's role trusts ${parts.join(" and ")}`)];
}

function clusterText(cluster: ClusterSettings): string {
  return "eks" in cluster ? `EKS cluster ${cluster.eks}` : cluster.oidcIssuer;
}
