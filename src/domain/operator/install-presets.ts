/** The names of the operator's objects in a cluster. */
export interface OperatorInstall {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly deployment: string;
  /** The container of the Deployment that calls AWS. */
  readonly container: string;
}

/**
 * The names that the two documented installation methods create. A trust policy for one method rejects the pods of the other,
 * so choose the method that was used.
 * - `manifests`: the names in the operator's ECR page and its RBAC manifests.
 * - `helm`: release `infra-operator` in namespace `infra-operator`. Another release name or namespace changes the names.
 */
export const INSTALL_PRESETS = {
  manifests: {
    namespace: "infra-operator-system",
    serviceAccount: "infra-operator-controller-manager",
    deployment: "infra-operator-controller-manager",
    container: "manager",
  },
  helm: {
    namespace: "infra-operator",
    serviceAccount: "infra-operator",
    deployment: "infra-operator",
    container: "manager",
  },
} as const satisfies Readonly<Record<string, OperatorInstall>>;
