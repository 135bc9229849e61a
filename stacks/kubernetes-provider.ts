import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsEksClusterAuth } from "@cdktf/provider-aws/lib/data-aws-eks-cluster-auth";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn } from "cdktf";
import { type Construct } from "constructs";
import { type ClusterSettings } from "../src/model/environment";
import { optionalLiteral } from "../modules/kit/optional";
import { literalText } from "../src/domain/terraform/strings";
import { seenFromStack } from "./project-path";

/** API version of the credentials that `aws eks get-token` prints. */
const EXEC_API_VERSION = "client.authentication.k8s.io/v1beta1";

/** The region of a cluster, and the folder for relative paths of its kubeconfig. */
export interface ClusterContext {
  readonly region: string;
  /** Path of the project's folder, relative to the folder in which Terraform runs the stack. */
  readonly projectFolder: string;
}

/** Signs Terraform in to a cluster in the way that the cluster's settings choose. */
export function addKubernetesProvider(
  scope: Construct,
  settings: ClusterSettings,
  { region, projectFolder }: ClusterContext,
): void {
  const { authentication } = settings;
  if (authentication.by === "kubeconfig") {
    const { path, context } = authentication;
    // The provider itself expands the home folder.
    const configPath = path.startsWith("~") ? path : seenFromStack(path, projectFolder);
    new KubernetesProvider(scope, "kubernetes", {
      configPath: literalText(configPath),
      configContext: optionalLiteral(context),
    });
  } else if ("eks" in settings) {
    addEksProvider(scope, settings.eks, authentication.by, region);
  }
}

function addEksProvider(scope: Construct, name: string, by: "exec" | "token", region: string): void {
  const cluster = new DataAwsEksCluster(scope, "cluster", { name });
  const connection = {
    host: cluster.endpoint,
    clusterCaCertificate: Fn.base64decode(cluster.certificateAuthority.get(0).data),
  };
  if (by === "exec") {
    // A token is fetched for each run and not stored anywhere.
    const args = ["eks", "get-token", "--cluster-name", name, "--region", region];
    new KubernetesProvider(scope, "kubernetes", {
      ...connection,
      exec: [{ apiVersion: EXEC_API_VERSION, command: "aws", args }],
    });
  } else {
    new KubernetesProvider(scope, "kubernetes", {
      ...connection,
      token: new DataAwsEksClusterAuth(scope, "token", { name }).token,
    });
  }
}
