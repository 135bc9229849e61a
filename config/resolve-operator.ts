import { parseArn, partitionOf, type AwsLocation } from "../modules/core/aws";
import { error, shown, type Problem } from "../modules/core/problem";
import { INSTALL_PRESETS } from "../modules/operator-service-account/install-presets";
import { type ClusterSettings, type KubernetesAuthentication, type OperatorSettings } from "./environment";
import { OPERATOR_DEFAULTS, type WrittenCluster, type WrittenOperator } from "./schema/operator-schema";

/** What an `AWSProvider` manifest says of the operator's role. */
export interface RoleFromManifest {
  readonly roleName: string;
  readonly path: string;
}

export type ResolvedOperator = { readonly settings?: OperatorSettings; readonly problems: readonly Problem[] };

/** Fills the gaps of the operator's settings: from its installation's preset, a manifest's role, and the defaults. */
export function resolveOperator(
  written: WrittenOperator,
  manifest: RoleFromManifest | undefined,
  location?: AwsLocation,
): ResolvedOperator {
  const preset = written.install === undefined ? undefined : INSTALL_PRESETS[written.install];
  const namespace = written.namespace ?? preset?.namespace;
  const serviceAccount = written.serviceAccount ?? preset?.serviceAccount;
  const problems = location === undefined ? [] : checkArns(written, location);
  if (namespace === undefined || serviceAccount === undefined) {
    const presets = Object.entries(INSTALL_PRESETS).map(
      ([name, it]) => `install: ${name} (${it.namespace}/${it.serviceAccount})`,
    );
    problems.push(
      error(
        "operator/service-account",
        [],
        `the operator's ServiceAccount is not known, and it differs by how the operator was installed: write ${presets.join(" or ")}, or namespace and serviceAccount`,
      ),
    );
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
    problems,
  };
}

function checkArns(written: WrittenOperator, location: AwsLocation): Problem[] {
  const partition = partitionOf(location.region);
  const problems = (written.kmsKeys ?? []).flatMap((key, index) => {
    const arn = parseArn(key);
    if (
      arn?.service === "kms" &&
      arn.resource.startsWith("key/") &&
      arn.partition === partition &&
      arn.region === location.region
    )
      return [];
    const message = `found ${shown(key)}; the ARN of a key in ${location.region} is allowed, arn:${partition}:kms:${location.region}:<account>:key/<id>`;
    return [error("operator/kms-key", ["kmsKeys", index], message)];
  });
  if (written.permissionsBoundary !== undefined) {
    const arn = parseArn(written.permissionsBoundary);
    const ours = arn?.account === location.account || arn?.account === "aws";
    if (arn?.service !== "iam" || !arn.resource.startsWith("policy/") || arn.partition !== partition || !ours) {
      const message = `found ${shown(written.permissionsBoundary)}; the ARN of a policy of this account is allowed, arn:${partition}:iam::${location.account}:policy/<name>`;
      problems.push(error("operator/permissions-boundary", ["permissionsBoundary"], message));
    }
  }
  return problems;
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

/** Clusters that can not be told apart, or can not be signed in to as they ask. */
export function checkClusters(clusters: readonly ClusterSettings[]): Problem[] {
  return clusters.flatMap(({ key, eks, authentication }, index) => {
    const problems: Problem[] = [];
    if (clusters.findIndex((other) => other.key === key) !== index) {
      problems.push(error("cluster/key", [index], `two clusters are called ${shown(key)}; give each a key of its own`));
    }
    if (eks === undefined && authentication.by !== "kubeconfig") {
      problems.push(
        error(
          "cluster/authentication",
          [index, "authentication"],
          `${authentication.by} is for EKS clusters (eks: <name>); with oidcIssuer, kubeconfig is allowed`,
        ),
      );
    }
    return problems;
  });
}
