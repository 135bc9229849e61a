import { clusterKey } from "../../domain/operator/clusters";
import { TOKEN_AUDIENCE } from "../../domain/operator/trust-policy";
import { listText } from "../../domain/text/format";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { type ClusterIdentity, type DeployedProvider } from "./operator-facts";
import { deployAccess } from "./role-difference";

/** Checks that IAM can verify the tokens of a cluster. */
export function diagnoseProvider(environment: string, { cluster, issuer, provider }: ClusterIdentity): Diagnosis {
  const key = clusterKey(cluster);
  const id = "operator/oidc-provider";
  if (!issuer.known) return unknownCause("operator/cluster", key, issuer.why);
  if (issuer.value === undefined) {
    const evidence = `there is no EKS cluster ${"eks" in cluster ? cluster.eks : key} in the environment's account and region`;
    const fix = `correct the "eks" of the cluster in the environment ${environment}. To list the clusters: aws eks list-clusters`;
    return cause("operator/cluster", key, evidence, fix);
  }
  if (!provider.known) return unknownCause(id, key, provider.why);
  if (provider.value === undefined) {
    const make =
      "eks" in cluster
        ? `eksctl utils associate-iam-oidc-provider --cluster ${cluster.eks} --approve, or `
        : "create it in IAM, or ";
    const evidence = `IAM does not have an OIDC provider for ${issuer.value}, so AWS rejects the cluster's tokens`;
    const fix = `${make}set oidcProvider: create for the cluster and run ${deployAccess(environment)}`;
    return cause(id, key, evidence, fix);
  }
  return diagnoseAudience("operator", key, provider.value, TOKEN_AUDIENCE, "pods");
}

/**
 * Checks that a provider accepts the audience of tokens.
 * @param whose whose tokens they are
 * @param fix what to do @default - the command that adds the audience
 */
export function diagnoseAudience(
  area: "operator" | "workflow",
  about: string,
  { arn, clientIds }: DeployedProvider,
  audience: string,
  whose: "pods" | "workflows",
  fix = `aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn ${arn} --client-id ${audience}`,
): Diagnosis {
  if (clientIds.includes(audience)) return ok(`${area}/oidc-provider`, about, `${arn} accepts tokens for ${audience}`);
  const found = clientIds.length === 0 ? "no audience" : listText(clientIds);
  const evidence = `expected ${arn} to accept the audience ${audience} of the ${whose}' tokens, found ${found}`;
  return cause(`${area}/oidc-audience`, about, evidence, fix);
}
