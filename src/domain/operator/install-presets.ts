/** What the operator's parts are called in a cluster. */
export interface OperatorInstall {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly deployment: string;
  /** The container of the Deployment that talks to AWS. */
  readonly container: string;
}

/**
 * The names that the two documented ways of installing the operator leave behind. A trust policy for the names of one
 * refuses the other's pods, so choose the way that was taken.
 * - `manifests`: the names in the operator's ECR page and in its RBAC manifests.
 * - `helm`: release `infra-operator` in namespace `infra-operator`. Another release name, or namespace, changes them.
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
