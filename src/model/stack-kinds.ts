import { type ClusterSettings, type Environment } from "./environment";

/** The last part of a stack's name, `<environment>-<kind>`. */
export type StackKind = "registry" | "access" | "cluster" | `cluster-${string}`;

/** `cluster`, or `cluster-<key>` if the environment has several. */
export function clusterStackKind({ clusters }: Pick<Environment, "clusters">, { key }: ClusterSettings): StackKind {
  return clusters.length > 1 ? `cluster-${key}` : "cluster";
}

/** Whether an environment creates roles, for the operator or for workflows. */
export function hasRoles({ operator, ciRoles }: Pick<Environment, "operator" | "ciRoles">): boolean {
  return operator !== undefined || ciRoles.length > 0;
}

/**
 * The stacks of an environment, each with its own Terraform state: registry, access if there are roles, and one for each cluster in
 * which Terraform manages the ServiceAccount.
 */
export function stackKinds(environment: Pick<Environment, "operator" | "clusters" | "ciRoles">): StackKind[] {
  const { operator, clusters } = environment;
  if (!hasRoles(environment)) return ["registry"];
  const writesToClusters = operator !== undefined && operator.serviceAccountMode !== "none";
  const clusterKinds = writesToClusters ? clusters.map((cluster) => clusterStackKind({ clusters }, cluster)) : [];
  return ["registry", "access", ...clusterKinds];
}
