import { oneOf, warning, type Problem } from "../domain/problems/problem";
import { OPERATOR_DEFAULTS, type WrittenCluster, type WrittenOperator } from "../domain/operator/schema";

/** Warns about settings that have no effect in the ServiceAccount's mode. */
export function checkWithoutEffect(operator: WrittenOperator): Problem[] {
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

/** Warns about a kubeconfig that is not used, at its cluster's index. */
export function checkIdleKubeconfigs(clusters: readonly WrittenCluster[]): Problem[] {
  return clusters.flatMap(({ authentication, kubeconfig }, index) => {
    if (kubeconfig === undefined || authentication === undefined || authentication === "kubeconfig") return [];
    const message = `expected authentication: kubeconfig, found ${authentication}, so this setting has no effect. Remove kubeconfig or authentication`;
    return [warning("cluster/no-effect", [index, "kubeconfig"], message)];
  });
}
