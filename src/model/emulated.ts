import { createHash } from "node:crypto";
import { roleIssuer } from "../domain/ci/role-settings";
import { type RegistrySettings } from "../domain/registry/settings";
import { countText } from "../domain/text/format";
import { type ClusterSettings, type Environment } from "./environment";

/** An environment without what the emulator does not support. */
export interface Emulated {
  readonly environment: Environment;
  /** What is left out or deployed differently, one phrase each: `2 cache rules`. */
  readonly leftOut: readonly string[];
}

/** Registry settings that moto 5.2 does not support; Terraform would retry the calls. */
const NOT_EMULATED = [
  ["pullThroughCache", "cache rule", "cache rules"],
  ["creationTemplates", "creation template", "creation templates"],
] as const satisfies readonly (readonly [keyof RegistrySettings, string, string])[];

/**
 * Removes what the emulator does not support: some ECR calls, and the Kubernetes API. The emulator gives all EKS clusters the same
 * issuer, so every cluster but the first gets a separate one. Repositories may be deleted with their images, so that a trial can
 * always be destroyed.
 */
export function emulated(environment: Environment): Emulated {
  const { registry = {}, operator, clusters, location, repositories } = environment;
  const leftOut = NOT_EMULATED.flatMap(([setting, one, many]) => {
    const count = registry[setting]?.length ?? 0;
    return count === 0 ? [] : [countText(count, one, many)];
  });
  const writesToClusters = operator !== undefined && operator.serviceAccountMode !== "none";
  if (writesToClusters) leftOut.push(countText(clusters.length, "ServiceAccount stack"));
  const { pullThroughCache: _cache, creationTemplates: _templates, ...kept } = registry;
  return {
    environment: {
      ...environment,
      // Unsupported calls should fail without retries.
      provider: { ...environment.provider, maxRetries: 1 },
      repositories: repositories.map((repository) => ({
        ...repository,
        deletionPolicy: "Delete",
        forceDelete: true,
      })),
      released: [],
      registry: environment.registry === undefined ? undefined : kept,
      operator: writesToClusters ? { ...operator, serviceAccountMode: "none" } : operator,
      clusters: clusters.map((cluster, index) => (index === 0 ? cluster : withIssuer(cluster, location.region))),
    },
    leftOut,
  };
}

/** An issuer in EKS's format, derived from the cluster's name. */
function withIssuer(cluster: ClusterSettings, region: string): ClusterSettings {
  if (!("eks" in cluster)) return cluster;
  const { key, eks, oidcProvider } = cluster;
  const id = createHash("sha256").update(eks).digest("hex").slice(0, 32).toUpperCase();
  const oidcIssuer = `https://oidc.eks.${region}.amazonaws.com/id/${id}`;
  // No stack connects to a cluster of the emulator, so nothing reads the path.
  return { key, oidcIssuer, oidcProvider, authentication: { by: "kubeconfig", path: "" } };
}

/** Issuers and EKS clusters whose OIDC providers the environment looks up in its account, each once. */
export function lookedUpIssuers({ clusters, ciRoles, operator, location }: Environment): {
  readonly issuers: readonly string[];
  readonly eksClusters: readonly string[];
} {
  const ofOperator = operator === undefined ? [] : clusters.filter(({ oidcProvider }) => oidcProvider === "lookup");
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
