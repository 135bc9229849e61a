import { cachedRepositories } from "../domain/ci/cached-repositories";
import { listOf, type OneOrMore } from "../domain/iam/policy";
import { error, quoteValue, type Path, type Problem } from "../domain/problems/problem";
import { didYouMean } from "../domain/text/suggestions";
import { type RegistrySettings } from "../domain/registry/settings";
import { kindOf, type WrittenKind, type WrittenWorkloadRole } from "../domain/workloads/schema";
import { WORKLOAD_ROLE_DEFAULTS, type OtherRegistry, type WorkloadTrust } from "../domain/workloads/settings";
import { type ClusterSettings, type WorkloadRoleDeclaration } from "../model/environment";
import { ofRole } from "../model/operator-parts";
import { type AccessSource } from "./access-source";
import { ANYWHERE } from "./check-role-tags";
import { type Environments } from "./other-environments";

/** The parts of the environment that the roles of workloads depend on. */
export type WorkloadRoleContext = Pick<AccessSource, "environment" | "location" | "declared"> & {
  readonly clusters: readonly ClusterSettings[];
  readonly registry: Pick<RegistrySettings, "pullThroughCache"> | undefined;
  readonly environments: Environments;
};

/** A role with problems of what it refers to, whose paths are relative to the role. */
export interface ResolvedWorkloadRole {
  readonly role: WorkloadRoleDeclaration;
  readonly kind: WrittenKind;
  readonly problems: readonly Problem[];
}

/** Fills in a role's name, its repositories, its clusters and the accounts of other environments. */
export function resolveWorkloadRole(written: WrittenWorkloadRole, context: WorkloadRoleContext): ResolvedWorkloadRole {
  const { declared, registry, environment } = context;
  const { access = WORKLOAD_ROLE_DEFAULTS.access, pullRepositories = [], name, path, description, tags } = written;
  const { permissionsBoundary, maxSessionDuration, repositories = declared } = written;
  const kind = kindOf(written);
  const problems: Problem[] = [];
  const isPulled = access === "pull";
  const cached = cachedRepositories(registry ?? {}, {
    pulled: isPulled ? [...repositories, ...pullRepositories] : pullRepositories,
    pushed: isPulled ? [] : repositories,
    declared,
  });
  const otherRegistries = (written.otherRegistries ?? []).flatMap((other, index) =>
    resolveOther(other, ["otherRegistries", index], context, problems),
  );
  return {
    kind,
    problems,
    role: {
      ...{ access, path, description, tags, permissionsBoundary, maxSessionDuration, repositories, pullRepositories },
      ...cached,
      otherRegistries,
      roleName: name ?? `${environment}-${workloadName(written, kind)}-ecr-${access}`,
      trust: trustOf(written, kind, context, problems),
    },
  };
}

const NAMES = { nodes: "nodes", fargate: "fargate", ecsTaskExecution: "ecs", attachTo: "attached" } as const;

/** A word for the workload in the default name of its role. */
function workloadName({ serviceAccount }: WrittenWorkloadRole, kind: WrittenKind): string {
  if (kind !== "serviceAccount") return NAMES[kind];
  const { namespace = "", name = "" } = serviceAccount ?? {};
  // A wildcard is reported where it is written, not in the name.
  return `${namespace}-${name}`.replaceAll(/[*?]/g, "x");
}

function trustOf(
  written: WrittenWorkloadRole,
  kind: WrittenKind,
  context: WorkloadRoleContext,
  problems: Problem[],
): WorkloadTrust {
  switch (kind) {
    case "nodes":
    case "ecsTaskExecution":
      return { kind };
    case "attachTo":
      return { kind: "existing", roles: written.attachTo ?? [] };
    case "fargate": {
      const found = clustersOf(written.fargate?.clusters, [kind, "clusters"], context, problems);
      const eks = found.flatMap((cluster) => ("eks" in cluster ? cluster.eks : []));
      return { kind, clusters: eks };
    }
    case "serviceAccount": {
      const { namespace = "", name = "", clusters } = written.serviceAccount ?? {};
      return {
        kind,
        clusters: clustersOf(clusters, [kind, "clusters"], context, problems).map(ofRole),
        serviceAccounts: [{ namespace, name }],
      };
    }
  }
}

/** The clusters with the given keys, or all of the environment. */
function clustersOf(
  keys: OneOrMore<string> | undefined,
  at: Path,
  { clusters }: WorkloadRoleContext,
  problems: Problem[],
): ClusterSettings[] {
  if (clusters.length === 0) {
    const message = "expected a cluster, found none. Set the cluster in which the pods run: cluster: { eks: <name> }";
    problems.push(error("workload-role/cluster", at.slice(0, 1), message));
  }
  if (keys === undefined) return [...clusters];
  return listOf(keys).flatMap((key, index) => {
    const found = clusters.find((cluster) => cluster.key === key);
    if (found !== undefined) return [found];
    const known = clusters.map((cluster) => cluster.key);
    const place = typeof keys === "string" ? at : [...at, index];
    const message = `expected the key of a cluster in the environment, found ${quoteValue(key)}.${didYouMean(key, known) || ` Keys: ${known.join(", ")}`}`;
    if (clusters.length > 0) problems.push(error("workload-role/cluster", place, message));
    return [];
  });
}

function resolveOther(
  written: NonNullable<WrittenWorkloadRole["otherRegistries"]>[number],
  at: Path,
  { location, environments }: WorkloadRoleContext,
  problems: Problem[],
): OtherRegistry[] {
  const { environment, account, region, repositories } = written;
  const own = (location ?? ANYWHERE).region;
  if (environment === undefined) return [{ account: account ?? "", region: region ?? own, repositories }];
  const found = environments.find(environment);
  if (found?.account !== undefined)
    return [{ account: found.account, region: region ?? found.region ?? own, repositories }];
  const hint = didYouMean(environment, environments.names) || ` Environments: ${environments.names.join(", ")}`;
  const message =
    found === undefined
      ? `expected an environment in this project, found ${quoteValue(environment)}.${hint}`
      : `expected an environment with a valid account, found ${quoteValue(environment)}. First correct the account in its file`;
  problems.push(error("workload-role/environment", [...at, "environment"], message));
  return [];
}
