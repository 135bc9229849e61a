import { createHash } from "node:crypto";
import { roleIssuer } from "../domain/ci/role-settings";
import { clusterKey, DEFAULT_IDENTITY, usesIrsa, usesPodIdentity } from "../domain/operator/clusters";
import { podIdentityAssociations } from "../domain/operator/pod-identity";
import { needsPolicyScope2 } from "../domain/registry/check";
import { REGISTRY_KEY } from "../domain/registry/key";
import { publicNameOf } from "../domain/public-repositories/settings";
import { type RegistrySetting, type RegistrySettings } from "../domain/registry/settings";
import { countText } from "../domain/text/format";
import { type WorkloadTrust } from "../domain/workloads/settings";
import { type ClusterSettings, type Environment, type RegionSettings } from "./environment";
import { ofRole } from "./operator-parts";

/** An environment with what the emulator supports. */
export interface Emulated {
  readonly environment: Environment;
  /** What is not deployed to the emulator, or deployed differently, e.g. `2 cache rules`. */
  readonly leftOut: readonly string[];
}

/** Registry settings that the emulator has. */
export const EMULATED_SETTINGS: readonly RegistrySetting[] = ["scanning", "replication", "policy"];

/** Registry settings whose calls moto 5.2 does not support. Terraform would retry them until it times out. */
const NOT_EMULATED = [
  ["pullThroughCache", "cache rule", "cache rules"],
  ["creationTemplates", "creation template", "creation templates"],
  ["pullTimeUpdateExclusions", "pull time exclusion", "pull time exclusions"],
] as const satisfies readonly (readonly [keyof RegistrySettings, string, string])[];

/**
 * Leaves out what the emulator does not support: some ECR calls, the Kubernetes API of clusters, and EKS Pod Identity, which
 * IRSA replaces. The emulator gives all EKS clusters the same issuer, so each cluster after the first gets its own. Repositories may be deleted with their images, so
 * that a trial can be destroyed after pushes.
 */
export function emulated(environment: Environment): Emulated {
  const { registry = {}, operator, repositories, regions, workloadRoles = [] } = environment;
  const clusters = emulatedClusters(environment);
  const leftOut = NOT_EMULATED.flatMap(([setting, one, many]) => {
    const count = registry[setting]?.length ?? 0;
    return count === 0 ? [] : [countText(count, one, many)];
  });
  const { publicRepositories = [], ...privateParts } = environment;
  if (publicRepositories.length > 0)
    leftOut.push(countText(publicRepositories.length, "public repository", "public repositories"));
  const writesToClusters = operator !== undefined && operator.serviceAccountMode !== "none";
  if (writesToClusters) leftOut.push(countText(clusters.length, "ServiceAccount stack"));
  const associated = associationCount(environment);
  if (associated > 0) leftOut.push(countText(associated, "Pod Identity association"));
  const attached = workloadRoles.flatMap(({ trust }) => (trust.kind === "existing" ? trust.roles : []));
  if (attached.length > 0)
    leftOut.push(countText(attached.length, "attachment to an existing role", "attachments to existing roles"));
  leftOut.push(...keptRepositories(environment));
  const { pullThroughCache: _cache, creationTemplates: _templates, templateRole: _role, ...others } = registry;
  const { pullTimeUpdateExclusions: _exclusions, accountSettings = {}, policy, key, ...plain } = others;
  const kept: RegistrySettings = key === undefined ? plain : { ...plain, key: { ...key, deletionPolicy: "Delete" } };
  const settings = Object.keys(accountSettings).length;
  if (settings > 0) leftOut.push(countText(settings, "account setting"));
  const isRejected = policy !== undefined && needsPolicyScope2(policy);
  const deployed: RegistrySettings = isRejected || policy === undefined ? kept : { ...kept, policy };
  const imports = registry.imports?.filter((setting) => deployed[setting] !== undefined);
  const furtherSettings = (regions ?? []).flatMap((region) =>
    Object.keys(region.registry ?? {}).filter((setting) => setting !== "scanning"),
  ).length;
  if (furtherSettings > 0)
    leftOut.push(countText(furtherSettings, "setting of an additional registry", "settings of additional registries"));
  if (isRejected) leftOut.push("the registry policy, which needs REGISTRY_POLICY_SCOPE V2");
  return {
    environment: {
      ...privateParts,
      removed: environment.removed.filter((name) => publicNameOf(name) === undefined && name !== REGISTRY_KEY),
      // A call that the emulator does not support fails immediately.
      provider: { ...environment.provider, maxRetries: 1 },
      repositories: repositories.map((it) => ({ ...it, deletionPolicy: "Delete", forceDelete: true })),
      released: [],
      ...(regions === undefined ? {} : { regions: regions.map(emulatedRegion) }),
      registry: environment.registry && (imports === undefined ? deployed : { ...deployed, imports }),
      operator: writesToClusters ? { ...operator, serviceAccountMode: "none" } : operator,
      clusters,
      ...(workloadRoles.length === 0
        ? {}
        : { workloadRoles: workloadRoles.map((role) => ({ ...role, trust: emulatedTrust(role.trust, clusters) })) }),
    },
    leftOut,
  };
}

/** Of a further registry, the emulator has scanning alone. */
function emulatedRegion({ registry, ...region }: RegionSettings): RegionSettings {
  return registry?.scanning === undefined ? region : { ...region, registry: { scanning: registry.scanning } };
}

function emulatedClusters({ clusters, location }: Environment): ClusterSettings[] {
  return clusters.map((cluster, index) => {
    const byIrsa = usesPodIdentity(cluster) ? { ...cluster, identity: DEFAULT_IDENTITY } : cluster;
    return index === 0 ? byIrsa : withIssuer(byIrsa, location.region);
  });
}

/** The emulator has none of the existing roles. */
function emulatedTrust(trust: WorkloadTrust, clusters: readonly ClusterSettings[]): WorkloadTrust {
  if (trust.kind === "existing") return { ...trust, roles: [] };
  if (trust.kind !== "serviceAccount") return trust;
  const keys = new Set(trust.clusters.map(clusterKey));
  return { ...trust, clusters: clusters.filter(({ key }) => keys.has(key)).map(ofRole) };
}

function associationCount({ operator, clusters, workloadRoles = [] }: Environment): number {
  const ofOperator = operator === undefined ? [] : podIdentityAssociations(clusters, operator.serviceAccounts);
  const ofWorkloads = workloadRoles.flatMap(({ trust }) =>
    trust.kind === "serviceAccount" ? podIdentityAssociations(trust.clusters, trust.serviceAccounts) : [],
  );
  return ofOperator.length + ofWorkloads.length;
}

/** Deletion policies that the emulator does not apply: `deletionPolicy Retain on 1 repository`. */
function keptRepositories({ repositories }: Environment): string[] {
  return (["Retain", "Orphan"] as const).flatMap((policy) => {
    const count = repositories.filter(({ deletionPolicy }) => deletionPolicy === policy).length;
    return count === 0 ? [] : [`deletionPolicy ${policy} on ${countText(count, "repository", "repositories")}`];
  });
}

/** An issuer in EKS's format that depends only on the cluster's name. */
function withIssuer(cluster: ClusterSettings, region: string): ClusterSettings {
  if (!("eks" in cluster)) return cluster;
  const { key, eks, oidcProvider } = cluster;
  const id = createHash("sha256").update(eks).digest("hex").slice(0, 32).toUpperCase();
  const oidcIssuer = `https://oidc.eks.${region}.amazonaws.com/id/${id}`;
  // No stack signs in to a cluster of the emulator, so the path is never read.
  return { key, oidcIssuer, oidcProvider, authentication: { by: "kubeconfig", path: "" } };
}

/** Issuers whose OIDC providers an environment looks up in its account, without duplicates, and the names of its EKS clusters. */
export function lookedUpIssuers({ clusters, ciRoles, operator, location, workloadRoles = [] }: Environment): {
  readonly issuers: readonly string[];
  readonly eksClusters: readonly string[];
} {
  const trusted = [
    ...(operator === undefined ? [] : clusters),
    ...workloadRoles.flatMap(({ trust }) => (trust.kind === "serviceAccount" ? trust.clusters : [])),
  ];
  const ofOperator = trusted.filter((it) => it.oidcProvider !== "create" && usesIrsa(it));
  const ofRoles = ciRoles.filter(({ oidcProvider }) => oidcProvider === "lookup");
  return {
    issuers: [
      ...new Set([
        ...ofOperator.flatMap((cluster) => ("oidcIssuer" in cluster ? cluster.oidcIssuer : [])),
        ...ofRoles.map((role) => `https://${roleIssuer({ ...role, location }).issuer}`),
      ]),
    ],
    eksClusters: [...new Set(ofOperator.flatMap((cluster) => ("eks" in cluster ? cluster.eks : [])))],
  };
}
