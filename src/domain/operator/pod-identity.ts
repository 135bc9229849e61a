import { eksClusterArn, type AwsLocation } from "../aws/arn";
import { hasWildcard, textOrList, type OneOrMore, type PolicyStatement } from "../iam/policy";
import { error, quoteValue, type Problem } from "../problems/problem";
import { snakeCase } from "../terraform/terraform-name";
import { clusterAddress, usesPodIdentity, type EksCluster, type OperatorCluster } from "./clusters";
import { MESSAGES } from "./role-messages";
import { subject, type TrustedServiceAccount } from "./service-account-subject";

/** The service that assumes roles for the agent of EKS Pod Identity, in every partition. */
export const POD_IDENTITY_SERVICE = "pods.eks.amazonaws.com";

/** Name of the EKS add-on with the agent that gives pods their credentials. */
export const POD_IDENTITY_ADDON = "eks-pod-identity-agent";

/** `sts:TagSession`, because EKS passes the cluster, the namespace and the ServiceAccount as session tags. */
export const POD_IDENTITY_ACTIONS = ["sts:AssumeRole", "sts:TagSession"] as const;

/**
 * Condition keys of the session tags that EKS sets.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export const POD_TAGS = {
  namespace: "aws:RequestTag/kubernetes-namespace",
  serviceAccount: "aws:RequestTag/kubernetes-service-account",
} as const;

/** The clusters whose Pod Identity may assume a role. */
export interface TrustedPodIdentity {
  /** Account of the clusters and the role. */
  readonly account: string;
  /** ARNs of the EKS clusters. */
  readonly clusterArns: OneOrMore<string>;
}

/**
 * Trusts Pod Identity for ServiceAccounts of some clusters. Each namespace has a statement, because values of two keys in one
 * statement combine freely. EKS sets the cluster's ARN as `aws:SourceArn`, not the association's.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podIdentityStatements(
  trusted: TrustedPodIdentity,
  serviceAccounts: readonly TrustedServiceAccount[],
): PolicyStatement[] {
  const namespaces = new Map<string, Set<string>>();
  for (const { namespace, name } of serviceAccounts.filter(isExact)) {
    namespaces.set(namespace, (namespaces.get(namespace) ?? new Set()).add(name));
  }
  return [...namespaces].map(([namespace, names], index) =>
    podIdentityStatement(trusted, {
      sid: index === 0 ? POD_IDENTITY_SID : `${POD_IDENTITY_SID}${index + 1}`,
      namespace,
      names: textOrList([...names]),
    }),
  );
}

export const POD_IDENTITY_SID = "PodIdentity";

/** Trusts Pod Identity for ServiceAccounts of one namespace. */
export function podIdentityStatement(
  { account, clusterArns }: TrustedPodIdentity,
  { sid, namespace, names }: { readonly sid: string; readonly namespace: string; readonly names: OneOrMore<string> },
): PolicyStatement {
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: POD_IDENTITY_SERVICE },
    Action: POD_IDENTITY_ACTIONS,
    Condition: {
      StringEquals: { "aws:SourceAccount": account, [POD_TAGS.namespace]: namespace, [POD_TAGS.serviceAccount]: names },
      ArnEquals: { "aws:SourceArn": clusterArns },
    },
  };
}

/** The clusters among `clusters` that use Pod Identity; `undefined` if there are none. */
export function podIdentityOf(
  location: AwsLocation,
  clusters: readonly OperatorCluster[],
): TrustedPodIdentity | undefined {
  const arns = clusters.filter(usesPodIdentity).map(({ eks }) => eksClusterArn(location, eks));
  return arns.length === 0 ? undefined : { account: location.account, clusterArns: textOrList(arns) };
}

/** A ServiceAccount of a cluster that gets the role by Pod Identity. */
export interface PodIdentityAssociation {
  readonly cluster: EksCluster;
  readonly serviceAccount: TrustedServiceAccount;
  /** Last part of its Terraform address. */
  readonly address: string;
}

/** The associations that connect the ServiceAccounts with the role, one for each cluster and ServiceAccount. */
export function podIdentityAssociations(
  clusters: readonly OperatorCluster[],
  serviceAccounts: readonly TrustedServiceAccount[],
): PodIdentityAssociation[] {
  const accounts = [...new Map(serviceAccounts.filter(isExact).map((it) => [subject(it), it])).values()];
  return clusters.filter(usesPodIdentity).flatMap((cluster) =>
    accounts.map((serviceAccount, index) => {
      const name = snakeCase(`${serviceAccount.namespace}-${serviceAccount.name}`.replaceAll(".", "-"));
      return {
        cluster,
        serviceAccount,
        address: index === 0 ? clusterAddress(cluster) : `${clusterAddress(cluster)}_${name}`,
      };
    }),
  );
}

/** Checks that Pod Identity can serve the ServiceAccounts: an association names one, without wildcards. */
export function checkPodIdentity(
  clusters: readonly OperatorCluster[],
  serviceAccounts: readonly TrustedServiceAccount[],
): Problem[] {
  if (!clusters.some(usesPodIdentity)) return [];
  const patterns = serviceAccounts.flatMap((account, index) => {
    if (isExact(account)) return [];
    const message = MESSAGES.podIdentityPattern(quoteValue(`${account.namespace}/${account.name}`));
    return [error("operator/pod-identity-pattern", ["serviceAccounts", index], message)];
  });
  const associations = podIdentityAssociations(clusters, serviceAccounts);
  const seen = new Map<string, TrustedServiceAccount>();
  const alike = associations.flatMap(({ address, serviceAccount }) => {
    const other = seen.get(address);
    seen.set(address, serviceAccount);
    if (other === undefined) return [];
    const index = serviceAccounts.findIndex((account) => subject(account) === subject(serviceAccount));
    const message = `expected ServiceAccounts with different Terraform names, found ${quoteValue(subject(serviceAccount))} and ${quoteValue(subject(other))}, which both become ${quoteValue(address)}. Rename one of them, or the cluster's key`;
    return [error("operator/pod-identity-alike", ["serviceAccounts", index], message)];
  });
  return [...patterns, ...alike];
}

function isExact({ namespace, name }: TrustedServiceAccount): boolean {
  return !hasWildcard(`${namespace}${name}`);
}
