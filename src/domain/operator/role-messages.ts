import { EKS_NAME_ALLOWED } from "./eks-name";
import { TRUST_POLICY_QUOTA } from "../iam/role-limits";
import { ROLE_MESSAGES, trustPolicySize } from "../iam/role-messages";

/**
 * Messages about the operator's role, for the checks and for the Terraform modules. Arguments are text as the message shows it: a quoted
 * value in the checks, a Terraform expression in the modules.
 */
export const MESSAGES = {
  ...ROLE_MESSAGES,
  trustPolicyQuota: (quota: string) =>
    `expected a whole number from ${TRUST_POLICY_QUOTA.characters} to ${TRUST_POLICY_QUOTA.most}, found ${quota}`,
  /** @param size as in `2100 characters` */
  trustPolicySize: (size: string, quota: number | string, setting: string) =>
    trustPolicySize(
      size,
      quota,
      `List fewer clusters or ServiceAccounts, create a second role, or ask AWS to raise the quota (up to ${TRUST_POLICY_QUOTA.most}) and set ${setting}`,
    ),
  policySize: (size: string, quota: number) =>
    `expected permissions of at most ${quota} characters per policy, found ${size}. Use fewer, wider prefixes`,
  kmsKey: (arn: string, region: string, partition: string) =>
    `expected the ARN of a key in the repositories' region (arn:${partition}:kms:${region}:<account>:key/<id>), found ${arn}`,
  keyAlias: "IAM policies do not match aliases. Write the ARN of the key itself",
  noManages: 'expected at least one repository name or prefix (such as "sandbox/"), found none',
  wildcard: (entry: string) =>
    `expected prefixes that end in a slash, such as "sandbox/", or exact names, found a wildcard in ${entry}`,
  prefix: (entry: string, longest: number) =>
    `expected a prefix of lowercase letters and digits, separated by . _ - or /, that ends in a single slash and has at most ${longest} characters, found ${entry}`,
  noServiceAccounts:
    "expected at least one ServiceAccount, found none. List the operator's ServiceAccount by namespace and name",
  anyServiceAccount:
    "expected an exact namespace or name, found wildcards for both, which trust every ServiceAccount in the cluster",
  podIdentityPattern: (account: string) =>
    `expected exact ServiceAccounts with EKS Pod Identity, found a wildcard in ${account}. List each ServiceAccount, or use IRSA`,
  /** @param by what identifies a cluster, such as `eks` */
  noClusters: (by: string) => `expected at least one cluster, found none. List the operator's cluster by ${by}`,
  /** @param keys as in `"a" and "b"` */
  noIdentity: (keys: string) => `expected oidc_provider_arn, pod_identity_cluster or both, found neither for ${keys}`,
  eksName: (name: string) => `expected an EKS cluster name of ${EKS_NAME_ALLOWED}, found ${name}`,
  providerArn: (arn: string) =>
    `expected the ARN of an OIDC provider (arn:<partition>:iam::<account>:oidc-provider/<issuer without https://>), found ${arn}. Copy the issuer exactly as the cluster reports it`,
  otherAccount: (arn: string, account: string) =>
    `expected an OIDC provider in the role's account, ${account}, found ${arn}. Create one in that account for the cluster's issuer`,
  emptyClusterKey: (key: string) => `expected a key with letters or digits, such as "prod", found ${key}`,
  /** @param keys as in `"a" and "A"` */
  sameClusterKeys: (keys: string) =>
    `expected keys that are unique regardless of case and punctuation, found ${keys}. Use a unique key for each cluster`,
  /** @param found as in `the same cluster as clusters[0]` */
  sameCluster: (found: string) => `expected each cluster once, found ${found}. Remove one of them`,
} as const;
