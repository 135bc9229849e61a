import { type IAMClient } from "@aws-sdk/client-iam";
import { readIssuer, readOidcProvider } from "../../aws/oidc";
import { issuerName, usesIrsa, type OperatorCluster } from "../../domain/operator/clusters";
import { type Environment } from "../../model/environment";
import { observed, unobserved } from "../../operations/doctor/observed";
import { type ClusterIdentity } from "../../operations/doctor/operator-facts";
import { readFact } from "./read-fact";

/** A cluster's issuer and its OIDC provider in IAM. */
export async function identityOf(
  client: IAMClient,
  environment: Environment,
  cluster: OperatorCluster,
): Promise<ClusterIdentity> {
  const issuer =
    "eks" in cluster
      ? await readFact(environment, `look up the EKS cluster ${cluster.eks}`, () =>
          readIssuer(environment, cluster.eks),
        )
      : observed(cluster.oidcIssuer);
  if (!issuer.known || issuer.value === undefined)
    return { cluster, issuer, provider: unobserved("the cluster's issuer is unknown") };
  if (!usesIrsa(cluster)) return { cluster, issuer, provider: unobserved("the cluster does not use IRSA") };
  const { partition, location } = environment;
  const arn = `arn:${partition}:iam::${location.account}:oidc-provider/${issuerName(issuer.value)}`;
  const provider = await readFact(environment, `read the OIDC provider ${arn}`, () => readOidcProvider(client, arn));
  return { cluster, issuer, provider };
}
