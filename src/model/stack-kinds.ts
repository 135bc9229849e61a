import { type ClusterSettings, type Environment } from "./environment";

/** Kind of a stack with repositories: `registry`, or `registry-<group>`. */
export type RegistryStackKind = "registry" | `registry-${string}`;

/** Last part of a stack's name, `<environment>-<kind>`. */
export type StackKind = RegistryStackKind | "access" | "cluster" | `cluster-${string}`;

/** `cluster`, or `cluster-<key>` if the environment has several clusters. */
export function clusterStackKind({ clusters }: Pick<Environment, "clusters">, { key }: ClusterSettings): StackKind {
  return clusters.length > 1 ? `cluster-${key}` : "cluster";
}

/** Kind of a group's stack. */
export function groupStackKind({ name }: { readonly name: string }): RegistryStackKind {
  return `registry-${name}`;
}

type WithGroups = Pick<Environment, "groups" | "imports">;

/** The stacks with repositories: the registry's own, those of groups, and those that repositories still have to leave. */
export function registryStackKinds({ groups = [], imports }: WithGroups): RegistryStackKind[] {
  const left = imports.flatMap(({ fromStack }) => fromStack ?? []);
  return [...new Set<RegistryStackKind>(["registry", ...groups.map(groupStackKind), ...left])];
}

type WithRoles = Pick<Environment, "operator" | "ciRoles" | "workloadRoles">;

/** Whether an environment has roles, for the operator, for workflows or for workloads. */
export function hasRoles({ operator, ciRoles, workloadRoles = [] }: WithRoles): boolean {
  return operator !== undefined || ciRoles.length > 0 || workloadRoles.length > 0;
}

/**
 * The stacks of an environment, each with its own Terraform state: the registry and its groups, the access if there is an operator
 * or another role, and a stack for each cluster whose ServiceAccount Terraform manages.
 */
export function stackKinds(environment: WithGroups & WithRoles & Pick<Environment, "clusters">): StackKind[] {
  const { operator, clusters } = environment;
  const ofRegistry = registryStackKinds(environment);
  if (!hasRoles(environment)) return ofRegistry;
  const isWritten = operator !== undefined && operator.serviceAccountMode !== "none";
  const ofClusters = isWritten ? clusters.map((cluster) => clusterStackKind({ clusters }, cluster)) : [];
  return [...ofRegistry, "access", ...ofClusters];
}
