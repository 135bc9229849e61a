import { oneOf, warning, type Problem } from "../domain/problems/problem";
import { usesIrsa } from "../domain/operator/clusters";
import { type ClusterSettings } from "../model/environment";
import { OPERATOR_DEFAULTS, type WrittenCluster, type WrittenOperator } from "../domain/operator/schema";

/** Warns about settings that have no effect in the ServiceAccount's mode, or with the identity of the clusters. */
export function checkWithoutEffect(operator: WrittenOperator, clusters: readonly ClusterSettings[]): Problem[] {
  return [...ofMode(operator), ...ofIdentity(operator, clusters)];
}

/** With EKS Pod Identity alone, there is no annotation, and EKS names the sessions. */
function ofIdentity(operator: WrittenOperator, clusters: readonly ClusterSettings[]): Problem[] {
  if (clusters.length === 0 || clusters.some(usesIrsa)) return [];
  const { serviceAccountMode: mode, sessionName } = operator;
  const problems: Problem[] = [];
  if (mode === "annotate") {
    const message =
      "expected none or create, found annotate. With identity: podIdentity, the ServiceAccount does not need an annotation. Deploy the cluster stack to remove the annotation, then set none";
    problems.push(warning("operator/no-effect", ["operator", "serviceAccountMode"], message));
  }
  if (sessionName !== undefined) {
    const message =
      "this setting requires IRSA, found identity: podIdentity. With EKS Pod Identity, EKS sets the session names. Remove sessionName";
    problems.push(warning("operator/no-effect", ["operator", "sessionName"], message));
  }
  return problems;
}

function ofMode(operator: WrittenOperator): Problem[] {
  const mode = operator.serviceAccountMode ?? OPERATOR_DEFAULTS.serviceAccountMode;
  const settings = [
    { setting: "createNamespace", isUsed: operator.createNamespace !== undefined, modes: ["create"] },
    { setting: "forceAnnotation", isUsed: operator.forceAnnotation === true, modes: ["annotate"] },
    { setting: "restartOnRoleChange", isUsed: operator.restartOnRoleChange === true, modes: ["annotate", "create"] },
  ];
  return settings.flatMap(({ setting, isUsed, modes }) => {
    if (!isUsed || modes.includes(mode)) return [];
    const message = `this setting requires serviceAccountMode ${oneOf(modes)}, found "${mode}". Change serviceAccountMode, or remove ${setting}`;
    return [warning("operator/no-effect", ["operator", setting], message)];
  });
}

/** Warns about settings of clusters that are not used, at the index of the cluster. */
export function checkIdleSettings(clusters: readonly WrittenCluster[]): Problem[] {
  return clusters.flatMap(({ authentication, kubeconfig, identity, oidcProvider }, index) => {
    const problems: Problem[] = [];
    if (kubeconfig !== undefined && authentication !== undefined && authentication !== "kubeconfig") {
      const message = `expected authentication: kubeconfig, found ${authentication}, so this setting has no effect. Remove kubeconfig or authentication`;
      problems.push(warning("cluster/no-effect", [index, "kubeconfig"], message));
    }
    if (oidcProvider !== undefined && identity === "podIdentity") {
      const message =
        "this setting requires identity irsa or both, found podIdentity, which does not need an OIDC provider. Remove oidcProvider";
      problems.push(warning("cluster/no-effect", [index, "oidcProvider"], message));
    }
    return problems;
  });
}
