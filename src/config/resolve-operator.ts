import { error, type Problem } from "../domain/problems/problem";
import { INSTALL_PRESETS } from "../domain/operator/install-presets";
import { type ClusterSettings, type KubernetesAuthentication, type OperatorSettings } from "../model/environment";
import { OPERATOR_DEFAULTS, type WrittenCluster, type WrittenOperator } from "../domain/operator/schema";

/** What an `AWSProvider` manifest says of the operator's role. */
export interface RoleFromManifest {
  readonly roleName: string;
  readonly path: string;
}

export interface ResolvedOperator {
  readonly settings?: OperatorSettings;
  readonly problems: readonly Problem[];
}

/** Fills the gaps of the operator's settings: from its installation's preset, a manifest's role, and the defaults. */
export function resolveOperator(written: WrittenOperator, manifest: RoleFromManifest | undefined): ResolvedOperator {
  const preset = written.install === undefined ? undefined : INSTALL_PRESETS[written.install];
  const namespace = written.namespace ?? preset?.namespace;
  const serviceAccount = written.serviceAccount ?? preset?.serviceAccount;
  if (namespace === undefined || serviceAccount === undefined) {
    const presets = Object.entries(INSTALL_PRESETS).map(
      ([name, it]) => `install: ${name} (${it.namespace}/${it.serviceAccount})`,
    );
    const problems = [
      error(
        "operator/service-account",
        [],
        `the operator's ServiceAccount is not known, and it differs by how the operator was installed: write ${presets.join(" or ")}, or namespace and serviceAccount`,
      ),
    ];
    return { problems };
  }
  const { kmsKeys, otherServiceAccounts, install, namespace: _, serviceAccount: __, ...settings } = written;
  return {
    settings: {
      ...OPERATOR_DEFAULTS,
      ...manifest,
      ...settings,
      serviceAccounts: [{ namespace, name: serviceAccount }, ...(otherServiceAccounts ?? [])],
      deployment: written.deployment ?? preset?.deployment ?? serviceAccount,
      container: written.container ?? preset?.container ?? "manager",
      tags: written.tags ?? {},
      kmsKeyArns: kmsKeys ?? [],
    },
    problems: [],
  };
}

export function resolveCluster(written: WrittenCluster): ClusterSettings {
  const authentication =
    written.authentication ?? (written.eks !== undefined && written.kubeconfig === undefined ? "exec" : "kubeconfig");
  return {
    key: written.key ?? written.eks ?? "cluster",
    eks: written.eks,
    oidcIssuer: written.oidcIssuer,
    oidcProvider: written.oidcProvider ?? "lookup",
    authentication: authenticationOf(authentication, written),
  };
}

function authenticationOf(
  by: KubernetesAuthentication["by"],
  { kubeconfig }: WrittenCluster,
): KubernetesAuthentication {
  if (by !== "kubeconfig") return { by };
  return { by, path: kubeconfig?.path ?? "~/.kube/config", context: kubeconfig?.context };
}

/** Clusters that can not be signed in to as they ask. */
export function checkSignIn(clusters: readonly ClusterSettings[]): Problem[] {
  return clusters.flatMap(({ eks, authentication: { by } }, index) => {
    if (eks !== undefined || by === "kubeconfig") return [];
    const message = `found ${by} with oidcIssuer; ${by} is for EKS clusters (eks: <name>), kubeconfig is allowed here`;
    return [error("cluster/authentication", [index, "authentication"], message)];
  });
}
