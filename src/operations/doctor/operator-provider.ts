import { clusterKey } from "../../domain/operator/clusters";
import { TOKEN_AUDIENCE } from "../../domain/operator/trust-policy";
import { listText } from "../../domain/text/format";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { type ClusterIdentity } from "./operator-facts";

/** Checks that IAM can verify the tokens of a cluster. */
export function diagnoseProvider(environment: string, { cluster, issuer, provider }: ClusterIdentity): Diagnosis {
  const key = clusterKey(cluster);
  const id = "operator/oidc-provider";
  if (!issuer.known) return unknownCause("operator/cluster", key, issuer.why);
  if (issuer.value === undefined) {
    return cause(
      "operator/cluster",
      key,
      `there is no EKS cluster ${"eks" in cluster ? cluster.eks : key} in the environment's account and region`,
      `correct the "eks" of the cluster in the environment ${environment}. To list the clusters: aws eks list-clusters`,
    );
  }
  if (!provider.known) return unknownCause(id, key, provider.why);
  if (provider.value === undefined) {
    const make =
      "eks" in cluster
        ? `eksctl utils associate-iam-oidc-provider --cluster ${cluster.eks} --approve, or `
        : "create it in IAM, or ";
    return cause(
      id,
      key,
      `IAM does not have an OIDC provider for ${issuer.value}, so AWS rejects the cluster's tokens`,
      `${make}set oidcProvider: create for the cluster and run npx cdktf deploy ${environment}-access`,
    );
  }
  const { arn, clientIds } = provider.value;
  if (clientIds.includes(TOKEN_AUDIENCE)) return ok(id, key, `${arn} accepts tokens for ${TOKEN_AUDIENCE}`);
  return cause(
    "operator/oidc-audience",
    key,
    `expected ${arn} to accept the audience ${TOKEN_AUDIENCE} of the pods' tokens, found ${clientIds.length === 0 ? "no audience" : listText(clientIds)}`,
    `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${TOKEN_AUDIENCE}`,
  );
}
