import { DEFAULT_IDENTITY } from "../domain/operator/clusters";
import { error, type Problem } from "../domain/problems/problem";
import { INSTALL_PRESETS } from "../domain/operator/install-presets";
import { type ClusterSettings, type OperatorSettings } from "../model/environment";
import { OPERATOR_DEFAULTS, type WrittenCluster, type WrittenOperator } from "../domain/operator/schema";

/** The operator's role in an `AWSProvider` manifest. */
export interface RoleFromManifest {
  readonly roleName: string;
  readonly path: string;
}

export interface ResolvedOperator {
  readonly settings?: OperatorSettings;
  readonly problems: readonly Problem[];
}

/** Fills in the operator's settings from the preset of its installation, a manifest's role and the defaults. */
export function resolveOperator(written: WrittenOperator, manifest: RoleFromManifest | undefined): ResolvedOperator {
  const preset = written.install === undefined ? undefined : INSTALL_PRESETS[written.install];
  const namespace = written.namespace ?? preset?.namespace;
  const serviceAccount = written.serviceAccount ?? preset?.serviceAccount;
  if (namespace === undefined || serviceAccount === undefined) {
    const presets = Object.entries(INSTALL_PRESETS).map(
      ([name, { namespace: space, serviceAccount: account }]) => `install: ${name} (${space}/${account})`,
    );
    const message = `expected the operator's ServiceAccount, found none. Write ${presets.join(" or ")}, or set namespace and serviceAccount`;
    return { problems: [error("operator/service-account", [], message)] };
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

/** Fills in a cluster's settings. @returns `undefined` for a cluster without `eks` and `oidcIssuer`, which the schema rejects */
export function resolveCluster({ eks, oidcIssuer, ...written }: WrittenCluster): ClusterSettings | undefined {
  const { kubeconfig, authentication, oidcProvider = "lookup", identity } = written;
  const byKubeconfig = {
    by: "kubeconfig",
    path: kubeconfig?.path ?? "~/.kube/config",
    context: kubeconfig?.context,
  } as const;
  if (oidcIssuer !== undefined) {
    return { key: written.key ?? "cluster", oidcIssuer, oidcProvider, authentication: byKubeconfig };
  }
  if (eks === undefined) return undefined;
  const by = authentication ?? (kubeconfig === undefined ? "exec" : "kubeconfig");
  return {
    key: written.key ?? eks,
    eks,
    identity,
    oidcProvider,
    authentication: by === "kubeconfig" ? byKubeconfig : { by },
  };
}

/** Reports settings that require an EKS cluster, at the index of a cluster that is not one. */
export function checkEksSettings(clusters: readonly WrittenCluster[]): Problem[] {
  return clusters.flatMap(({ eks, authentication = "kubeconfig", identity = DEFAULT_IDENTITY }, index) => {
    if (eks !== undefined) return [];
    return (
      [
        ["authentication", "kubeconfig", authentication],
        ["identity", DEFAULT_IDENTITY, identity],
      ] as const
    ).flatMap(([setting, allowed, found]) => {
      if (found === allowed) return [];
      const message = `expected ${allowed} for a cluster with oidcIssuer, found ${found}, which requires an EKS cluster (eks: <name>)`;
      return [error(`cluster/${setting}`, [index, setting], message)];
    });
  });
}
