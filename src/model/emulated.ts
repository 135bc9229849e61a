import { createHash } from "node:crypto";
import { roleIssuer } from "../domain/ci/role-settings";
import { DEFAULT_IDENTITY, usesIrsa, usesPodIdentity } from "../domain/operator/clusters";
import { podIdentityAssociations } from "../domain/operator/pod-identity";
import { needsPolicyScope2 } from "../domain/registry/check";
import { type RegistrySettings } from "../domain/registry/settings";
import { countText } from "../domain/text/format";
import { type ClusterSettings, type Environment } from "./environment";

/** An environment with what the emulator supports. */
export interface Emulated {
  readonly environment: Environment;
  /** What is not deployed to the emulator, or deployed differently, e.g. `2 cache rules`. */
  readonly leftOut: readonly string[];
}

/** Registry settings whose calls moto 5.2 does not support. Terraform would retry them until it times out. */
const NOT_EMULATED = [
  ["pullThroughCache", "cache rule", "cache rules"],
  ["creationTemplates", "creation template", "creation templates"],
] as const satisfies readonly (readonly [keyof RegistrySettings, string, string])[];

/**
 * Leaves out what the emulator does not support: some ECR calls, the Kubernetes API of clusters, and EKS Pod Identity, which
 * IRSA replaces. The emulator gives all EKS clusters the same issuer, so each cluster after the first gets its own. Repositories may be deleted with their images, so
 * that a trial can be destroyed after pushes.
 */
export function emulated(environment: Environment): Emulated {
  const { registry = {}, operator, clusters, location, repositories } = environment;
  const leftOut = NOT_EMULATED.flatMap(([setting, one, many]) => {
    const count = registry[setting]?.length ?? 0;
    return count === 0 ? [] : [countText(count, one, many)];
  });
  const writesToClusters = operator !== undefined && operator.serviceAccountMode !== "none";
  if (writesToClusters) leftOut.push(countText(clusters.length, "ServiceAccount stack"));
  const associated = operator === undefined ? [] : podIdentityAssociations(clusters, operator.serviceAccounts);
  if (associated.length > 0) leftOut.push(countText(associated.length, "Pod Identity association"));
  leftOut.push(...keptRepositories(environment));
  const { pullThroughCache: _cache, creationTemplates: _templates, accountSettings = {}, policy, ...kept } = registry;
  const settings = Object.keys(accountSettings).length;
  if (settings > 0) leftOut.push(countText(settings, "account setting"));
  const isRejected = policy !== undefined && needsPolicyScope2(policy);
  if (isRejected) leftOut.push("the registry policy, which needs REGISTRY_POLICY_SCOPE V2");
  return {
    environment: {
      ...environment,
      // A call that the emulator does not support fails immediately.
      provider: { ...environment.provider, maxRetries: 1 },
      repositories: repositories.map((it) => ({ ...it, deletionPolicy: "Delete", forceDelete: true })),
      released: [],
      registry: environment.registry && (isRejected || policy === undefined ? kept : { ...kept, policy }),
      operator: writesToClusters ? { ...operator, serviceAccountMode: "none" } : operator,
      clusters: clusters.map((cluster, index) => {
        const byIrsa = usesPodIdentity(cluster) ? { ...cluster, identity: DEFAULT_IDENTITY } : cluster;
        return index === 0 ? byIrsa : withIssuer(byIrsa, location.region);
      }),
    },
    leftOut,
  };
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
export function lookedUpIssuers({ clusters, ciRoles, operator, location }: Environment): {
  readonly issuers: readonly string[];
  readonly eksClusters: readonly string[];
} {
  const ofOperator =
    operator === undefined ? [] : clusters.filter((it) => it.oidcProvider === "lookup" && usesIrsa(it));
  const ofRoles = ciRoles.filter(({ oidcProvider }) => oidcProvider === "lookup");
  return {
    issuers: [
      ...new Set([
        ...ofOperator.flatMap((cluster) => ("oidcIssuer" in cluster ? cluster.oidcIssuer : [])),
        ...ofRoles.map((role) => `https://${roleIssuer({ ...role, location }).issuer}`),
      ]),
    ],
    eksClusters: ofOperator.flatMap((cluster) => ("eks" in cluster ? cluster.eks : [])),
  };
}
