import { type ClusterSettings, type Environment } from "./environment";

/** Last part of a stack's name, `<environment>-<kind>`. */
export type StackKind = "registry" | "access" | "cluster" | `cluster-${string}`;

/** `cluster`, or `cluster-<key>` where the environment has several. */
export function clusterStackKind({ clusters }: Pick<Environment, "clusters">, { key }: ClusterSettings): StackKind {
  return clusters.length > 1 ? `cluster-${key}` : "cluster";
}

/**
 * The stacks of an environment, a Terraform state each: the registry, the operator's access where there is an operator,
 * and a stack for each cluster whose ServiceAccount Terraform writes to.
 */
export function stackKinds({ operator, clusters }: Pick<Environment, "operator" | "clusters">): StackKind[] {
  if (operator === undefined) return ["registry"];
  const ofClusters =
    operator.serviceAccountMode === "none" ? [] : clusters.map((cluster) => clusterStackKind({ clusters }, cluster));
  return ["registry", "access", ...ofClusters];
}
