import { type ClusterSettings, type Environment } from "./environment";
import { regionalEnvironments, stackPrefix } from "./regions";

type OwnRegionKind = "registry" | `registry-${string}`;
/**
 * Kind of a stack with repositories: `registry`, or `registry-<group>`; in an additional region, the name of the region comes first.
 * @useDeclaredType
 */
export type RegistryStackKind = OwnRegionKind | `${string}-${OwnRegionKind}`;

/** Last part of a stack's name, `<environment>-<kind>`. */
export type StackKind = RegistryStackKind | "access" | "cluster" | `cluster-${string}`;

/** `cluster`, or `cluster-<key>` if the environment has several clusters. */
export function clusterStackKind({ clusters }: Pick<Environment, "clusters">, { key }: ClusterSettings): StackKind {
  return clusters.length > 1 ? `cluster-${key}` : "cluster";
}

/** Kind of a group's stack. */
export function groupStackKind({ name }: { readonly name: string }): OwnRegionKind {
  return `registry-${name}`;
}

/**
 * The stacks with repositories, for each region: the registry's own, those of groups, and those that repositories still have to
 * leave.
 */
export function registryStackKinds(environment: Environment): RegistryStackKind[] {
  return regionalEnvironments(environment).flatMap((regional) => {
    const { groups = [], imports } = regional;
    const own = ["registry" as const, ...groups.map(groupStackKind)];
    const left = imports.flatMap(({ fromStack }) => fromStack ?? []);
    return [...new Set<RegistryStackKind>([...own.map((kind) => inRegion(regional, kind)), ...left])];
  });
}

/** A stack's kind in one of the environment's regions. */
export function inRegion(regional: Pick<Environment, "regional" | "location">, kind: OwnRegionKind): RegistryStackKind {
  const prefix = stackPrefix(regional);
  return prefix === "" ? kind : (`${prefix}${kind}` as RegistryStackKind);
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
export function stackKinds(environment: Environment): StackKind[] {
  const { operator, clusters } = environment;
  const ofRegistry = registryStackKinds(environment);
  if (!hasRoles(environment)) return ofRegistry;
  const isWritten = operator !== undefined && operator.serviceAccountMode !== "none";
  const ofClusters = isWritten ? clusters.map((cluster) => clusterStackKind({ clusters }, cluster)) : [];
  return [...ofRegistry, "access", ...ofClusters];
}
