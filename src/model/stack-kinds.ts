import { type ClusterSettings, type Environment } from "./environment";

/** Last part of a stack's name, `<environment>-<kind>`. */
export type StackKind = "registry" | "access" | "cluster" | `cluster-${string}`;

/** `cluster`, or `cluster-<key>` if the environment has several clusters. */
export function clusterStackKind({ clusters }: Pick<Environment, "clusters">, { key }: ClusterSettings): StackKind {
  return clusters.length > 1 ? `cluster-${key}` : "cluster";
}

type WithRoles = Pick<Environment, "operator" | "ciRoles" | "workloadRoles">;

/** Whether an environment has roles, for the operator, for workflows or for workloads. */
export function hasRoles({ operator, ciRoles, workloadRoles = [] }: WithRoles): boolean {
  return operator !== undefined || ciRoles.length > 0 || workloadRoles.length > 0;
}

/**
 * The stacks of an environment, each with its own Terraform state: the registry, the access if there is an operator or another
 * role, and a stack for each cluster whose ServiceAccount Terraform manages.
 */
export function stackKinds(environment: WithRoles & Pick<Environment, "clusters">): StackKind[] {
  const { operator, clusters } = environment;
  if (!hasRoles(environment)) return ["registry"];
  const isWritten = operator !== undefined && operator.serviceAccountMode !== "none";
  const ofClusters = isWritten ? clusters.map((cluster) => clusterStackKind({ clusters }, cluster)) : [];
  return ["registry", "access", ...ofClusters];
}
