import { ciRoleSchema, platformOf } from "../domain/ci/role-schema";
import { operatorSchema } from "../domain/operator/schema";
import { error, prefixed, type Problem } from "../domain/problems/problem";
import { valueAt } from "../domain/problems/schema-problems";
import {
  type CiRoleDeclaration,
  type ClusterSettings,
  type OperatorSettings,
  type RepositoryDeclaration,
  type WorkloadRoleDeclaration,
} from "../model/environment";
import { type AccessSource } from "./access-source";
import { checkCiRoles, type IndexedRole } from "./check-ci-roles";
import { checkOperator } from "./check-operator";
import { checkIdleSettings, checkWithoutEffect } from "./check-unused-settings";
import { checkWorkloadRoles, type IndexedWorkload, type WorkloadCheckContext } from "./check-workload-roles";
import { resolveWorkloadRole, type WorkloadRoleContext } from "./resolve-workload-roles";
import { workloadRoleSchema } from "../domain/workloads/schema";
import { resolveCiRoles } from "./resolve-ci-roles";
import { checkEksSettings, resolveCluster, resolveOperator, type RoleFromManifest } from "./resolve-operator";
import { type WrittenEnvironment } from "./schema/environment-schema";
import { type SourceDocument } from "./source/source";

/** A value and its problems, whose paths are relative to the environment's file. */
type Checked<T> = readonly [value: T, problems: readonly Problem[]];

export function buildClusters({ cluster, clusters }: Partial<WrittenEnvironment>): Checked<ClusterSettings[]> {
  const problems: Problem[] = [];
  if (cluster !== undefined && clusters !== undefined) {
    const message = "expected cluster or clusters, found both. List all clusters under clusters";
    problems.push(error("cluster/both", ["clusters"], message));
  }
  const written = clusters ?? (cluster === undefined ? [] : [cluster]);
  for (const { at, ...problem } of [...checkEksSettings(written), ...checkIdleSettings(written)]) {
    const [index, ...rest] = at;
    problems.push({
      ...problem,
      at: clusters === undefined ? ["cluster", ...rest] : ["clusters", index ?? 0, ...rest],
    });
  }
  return [written.flatMap((cluster) => resolveCluster(cluster) ?? []), problems];
}

export function buildOperator(
  source: AccessSource & {
    readonly clusters: readonly ClusterSettings[];
    readonly manifestRole: RoleFromManifest | undefined;
  },
): Checked<OperatorSettings | undefined> {
  const { written, invalid, clusters } = source;
  if (written.operator === undefined) return [undefined, []];
  const { settings, problems: found } = resolveOperator(written.operator, source.manifestRole);
  const problems = [...prefixed(["operator"], found), ...checkWithoutEffect(written.operator, clusters)];
  if (clusters.length === 0 && !invalid.has("cluster") && !invalid.has("clusters")) {
    const message =
      "expected a cluster, found none. Set the cluster in which the operator runs: cluster: { eks: <name> } or { oidcIssuer: <url> }";
    problems.push(error("operator/cluster", ["operator"], message));
  }
  if (settings !== undefined) {
    const clustersKey = written.clusters === undefined ? "cluster" : "clusters";
    problems.push(...checkOperator(settings, { ...source, clustersKey }));
  }
  return [settings, problems];
}

/** The roles of CI workflows. A fault in one role does not prevent the checks of others. */
export function buildCiRoles(
  { data }: SourceDocument,
  source: AccessSource & {
    readonly operator: OperatorSettings | undefined;
    readonly repositories: readonly RepositoryDeclaration[];
  },
): Checked<CiRoleDeclaration[]> {
  const written = valueAt(data, ["ciRoles"]);
  const valid = (Array.isArray(written) ? written : []).flatMap((role: unknown, index) => {
    const parsed = ciRoleSchema.safeParse(role);
    return parsed.success ? [{ index, role: parsed.data }] : [];
  });
  const roles = resolveCiRoles(
    valid.map(({ role }) => role),
    {
      environment: source.environment,
      declared: source.repositories,
      registry: { scanning: source.written.registry?.scanning, pullThroughCache: source.pullThroughCache },
    },
  );
  const indexedRoles = roles.flatMap((role, position): IndexedRole[] => {
    const found = valid[position];
    return found === undefined ? [] : [{ index: found.index, platform: platformOf(found.role), role }];
  });
  return [roles, checkCiRoles(indexedRoles, source)];
}

/** The roles of workloads. A fault in one role does not prevent the checks of others. */
export function buildWorkloadRoles(
  { data }: SourceDocument,
  source: AccessSource &
    Pick<WorkloadRoleContext, "clusters" | "environments"> &
    Pick<WorkloadCheckContext, "operator" | "ciRoles">,
): Checked<WorkloadRoleDeclaration[]> {
  const written = valueAt(data, ["workloadRoles"]);
  const resolved = (Array.isArray(written) ? written : []).flatMap((role: unknown, index): IndexedWorkload[] => {
    const parsed = workloadRoleSchema.safeParse(role);
    if (!parsed.success) return [];
    return [{ index, ...resolveWorkloadRole(parsed.data, { ...source, registry: source.written.registry }) }];
  });
  return [resolved.map(({ role }) => role), checkWorkloadRoles(resolved, source)];
}

/** Names and prefixes that the operator owns, even if its other settings are invalid. */
export function managedNames({ data }: SourceDocument): readonly string[] {
  const manages = operatorSchema.shape.manages.safeParse(valueAt(data, ["operator", "manages"]));
  return manages.success ? manages.data : [];
}
