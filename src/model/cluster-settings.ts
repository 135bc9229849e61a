import { type ClusterIdentity } from "../domain/operator/clusters";

/** A cluster in which the operator runs. */
export type ClusterSettings = EksClusterSettings | IssuerClusterSettings;

interface CommonClusterSettings {
  /** Name that is unique among the environment's clusters. */
  readonly key: string;
  /** Whether Terraform looks up the cluster's IAM OIDC provider (`lookup`) or creates it (`create`). */
  readonly oidcProvider: "lookup" | "create";
}

/** An EKS cluster, whose issuer Terraform looks up by the cluster's name. */
export interface EksClusterSettings extends CommonClusterSettings {
  /** Name of the EKS cluster. */
  readonly eks: string;
  /**
   * How pods get the operator's role.
   * @default "irsa"
   */
  readonly identity?: ClusterIdentity;
  /** How Terraform signs in to the cluster. */
  readonly authentication: KubernetesAuthentication;
}

/** Any other cluster, by its issuer URL. */
export interface IssuerClusterSettings extends CommonClusterSettings {
  /** Issuer URL of the cluster. */
  readonly oidcIssuer: string;
  /** How Terraform signs in to the cluster. */
  readonly authentication: KubeconfigAuthentication;
}

/** Signs in to a cluster with a kubeconfig file. */
export interface KubeconfigAuthentication {
  /** Kind of authentication. */
  readonly by: "kubeconfig";
  /** Path of the file, relative to the project's folder. */
  readonly path: string;
  /**
   * Context of the file.
   * @default - the current context
   */
  readonly context?: string;
}

/** Signs in to an EKS cluster without a kubeconfig file. */
export interface EksAuthentication {
  /** `exec` runs `aws eks get-token`. `token` reads a token that is valid for 15 minutes. */
  readonly by: "exec" | "token";
}

/** How Terraform signs in to an EKS cluster. */
export type KubernetesAuthentication = KubeconfigAuthentication | EksAuthentication;
