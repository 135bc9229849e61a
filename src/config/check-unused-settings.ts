import { warning, type Problem } from "../domain/problems/problem";
import { OPERATOR_DEFAULTS, type WrittenCluster, type WrittenOperator } from "../domain/operator/schema";

/** Settings, asked for, that the mode of the ServiceAccount leaves without effect: whoever wrote one expects something of it. */
export function checkWithoutEffect(operator: WrittenOperator): Problem[] {
  const mode = operator.serviceAccountMode ?? OPERATOR_DEFAULTS.serviceAccountMode;
  const idle = [
    { setting: "createNamespace", asked: operator.createNamespace !== undefined, modes: ["create"] },
    { setting: "forceAnnotation", asked: operator.forceAnnotation === true, modes: ["annotate"] },
    { setting: "restartOnRoleChange", asked: operator.restartOnRoleChange === true, modes: ["annotate", "create"] },
  ];
  return idle.flatMap(({ setting, asked, modes }) => {
    if (!asked || modes.includes(mode)) return [];
    const message = `has no effect with serviceAccountMode ${mode}; it is for ${modes.join(" and ")}, leave it out`;
    return [warning("operator/no-effect", ["operator", setting], message)];
  });
}

/** A kubeconfig that nobody reads, at its cluster's index. */
export function checkIdleKubeconfigs(clusters: readonly WrittenCluster[]): Problem[] {
  return clusters.flatMap(({ authentication, kubeconfig }, index) => {
    if (kubeconfig === undefined || authentication === undefined || authentication === "kubeconfig") return [];
    const message = `the kubeconfig is not read with authentication ${authentication}; write authentication: kubeconfig, or leave one of them out`;
    return [warning("cluster/no-effect", [index, "kubeconfig"], message)];
  });
}
