import { clusterKey } from "../../domain/operator/clusters";
import { TOKEN_AUDIENCE } from "../../domain/operator/trust-policy";
import { cause, ok, someOf, unknownCause, type Diagnosis } from "./diagnosis";
import { type ClusterIdentity } from "./operator-facts";

/** Whether IAM can check the tokens of a cluster. */
export function diagnoseProvider(environment: string, { cluster, issuer, provider }: ClusterIdentity): Diagnosis {
  const key = clusterKey(cluster);
  const id = "operator/oidc-provider";
  if (!issuer.known) return unknownCause("operator/cluster", key, issuer.why);
  if (issuer.value === undefined) {
    return cause(
      "operator/cluster",
      key,
      `there is no EKS cluster ${"eks" in cluster ? cluster.eks : key} in the environment's account and region`,
      `correct "eks" of the cluster in environments/${environment}/environment.yaml; aws eks list-clusters names those that are there`,
    );
  }
  if (!provider.known) return unknownCause(id, key, provider.why);
  if (provider.value === undefined) {
    const make =
      "eks" in cluster
        ? `eksctl utils associate-iam-oidc-provider --cluster ${cluster.eks} --approve, or `
        : "make it in IAM, or ";
    return cause(
      id,
      key,
      `IAM has no OIDC provider for ${issuer.value}, so no token of the cluster counts`,
      `${make}set oidcProvider: create for the cluster and npx cdktf deploy ${environment}-access`,
    );
  }
  const { arn, clientIds } = provider.value;
  if (clientIds.includes(TOKEN_AUDIENCE)) return ok(id, key, `${arn} takes tokens for ${TOKEN_AUDIENCE}`);
  return cause(
    "operator/oidc-audience",
    key,
    `${arn} takes tokens for ${clientIds.length === 0 ? "nobody" : someOf(clientIds)} only; pods get theirs for ${TOKEN_AUDIENCE}`,
    `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${TOKEN_AUDIENCE}`,
  );
}
