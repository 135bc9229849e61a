import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsIamOpenidConnectProvider } from "@cdktf/provider-aws/lib/data-aws-iam-openid-connect-provider";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Fn, TerraformLocal, type TerraformElement } from "cdktf";
import { type Construct } from "constructs";
import {
  clusterAddress,
  clusterKey,
  clusterSid,
  issuerName,
  type OperatorCluster,
} from "../../src/domain/operator/clusters";
import { TOKEN_AUDIENCE, type TrustedProvider } from "../../src/domain/operator/trust-policy";
import { literalText } from "../../src/domain/terraform/strings";

/** Looks up or creates the OIDC providers of clusters, each once, for the trust policies of roles. */
export class ClusterProviders {
  private readonly known = new Map<string, TrustedProvider>();

  /**
   * @param scope construct that the elements belong to
   * @param baseName first part of their Terraform addresses
   */
  constructor(
    private readonly scope: Construct,
    private readonly baseName: string,
    private readonly tags?: Record<string, string>,
  ) {}

  /** The OIDC provider of a cluster's tokens. */
  of(cluster: OperatorCluster): TrustedProvider {
    const key = clusterKey(cluster);
    const made = this.known.get(key) ?? this.add(cluster);
    this.known.set(key, made);
    return made;
  }

  private add(cluster: OperatorCluster): TrustedProvider {
    const id = `OidcProvider-${clusterKey(cluster)}`;
    const url = "eks" in cluster ? this.lookUpIssuer(cluster.eks, cluster) : literalText(cluster.oidcIssuer);
    const issuer = "eks" in cluster ? this.addIssuerLocal(url, cluster) : issuerName(cluster.oidcIssuer);
    const provider =
      cluster.oidcProvider === "create"
        ? new IamOpenidConnectProvider(this.scope, id, { url, clientIdList: [TOKEN_AUDIENCE], tags: this.tags })
        : new DataAwsIamOpenidConnectProvider(this.scope, id, { url });
    this.name(provider, cluster);
    return { sid: clusterSid(cluster), issuer, providerArn: provider.arn };
  }

  private lookUpIssuer(name: string, cluster: OperatorCluster): string {
    const eks = new DataAwsEksCluster(this.scope, `Cluster-${clusterKey(cluster)}`, { name });
    this.name(eks, cluster);
    return eks.identity.get(0).oidc.get(0).issuer;
  }

  /** The issuer without `https://`, as the keys of the trust policy's conditions start with it. */
  private addIssuerLocal(url: string, cluster: OperatorCluster): string {
    const local = new TerraformLocal(this.scope, `Issuer-${clusterKey(cluster)}`, Fn.trimprefix(url, "https://"));
    this.name(local, cluster, "_issuer");
    return local.asString;
  }

  private name(element: TerraformElement, cluster: OperatorCluster, suffix = ""): void {
    element.overrideLogicalId(`${this.baseName}_${clusterAddress(cluster)}${suffix}`);
  }
}
