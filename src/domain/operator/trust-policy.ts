import { partitionOf, type AwsLocation } from "../aws/arn";
import { hasWildcard, policyOf, policySize, type PolicyDocument, type PolicyStatement } from "../iam/policy";
import { webIdentityStatement, type SubjectTest } from "../iam/web-identity";
import { error, quoteValue, prefixed, warning, type Problem } from "../problems/problem";
import { checkKubernetesName, DNS_LABEL, DNS_SUBDOMAIN } from "./service-account-names";
import { clusterSid, expectedIssuerName, usesIrsa, type OperatorCluster } from "./clusters";
import { podIdentityOf, podIdentityStatements, type TrustedPodIdentity } from "./pod-identity";
import { subject, type TrustedServiceAccount } from "./service-account-subject";
import { TRUST_POLICY_QUOTA } from "../iam/role-limits";
import { MESSAGES } from "./role-messages";

/** The audience of the tokens that EKS gives to pods, in every partition. */
export const TOKEN_AUDIENCE = "sts.amazonaws.com";

/** The OIDC provider of a cluster's tokens. */
export interface TrustedProvider {
  /** Unique in the document; letters and digits. */
  readonly sid: string;
  /** The issuer without `https://`. */
  readonly issuer: string;
  /** ARN of the OIDC provider in IAM. */
  readonly providerArn: string;
}

/**
 * The trust policy of the role. Each provider has one statement for exact ServiceAccounts and one for those with wildcards,
 * because all conditions of a statement must match. The audience is always compared exactly.
 * @param podIdentity clusters that give the role to pods by EKS Pod Identity
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export function trustPolicy(
  providers: readonly TrustedProvider[],
  serviceAccounts: readonly TrustedServiceAccount[],
  podIdentity?: TrustedPodIdentity,
): PolicyDocument {
  const subjects = [...new Set(serviceAccounts.map(subject))];
  const literal = subjects.filter((text) => !hasWildcard(text));
  const wild = subjects.filter(hasWildcard);
  return policyOf([
    ...providers.flatMap((provider) => [
      ...(literal.length > 0 ? [trustStatement(provider, "StringEquals", literal)] : []),
      ...(wild.length > 0 ? [trustStatement(provider, "StringLike", wild)] : []),
    ]),
    ...(podIdentity === undefined ? [] : podIdentityStatements(podIdentity, serviceAccounts)),
  ]);
}

/** Trusts the tokens of a provider that have one of these subjects, compared exactly or with wildcards. */
export function trustStatement(
  { sid, issuer, providerArn }: TrustedProvider,
  test: SubjectTest,
  subjects: readonly string[],
): PolicyStatement {
  const identity = { providerArn, issuer, audience: TOKEN_AUDIENCE };
  return webIdentityStatement(test === "StringEquals" ? sid : `${sid}Like`, identity, [test, subjects]);
}

/**
 * The trust policy before the clusters are looked up: exact for literal issuers, with a placeholder of the same length for
 * issuers that Terraform looks up.
 */
export function expectedTrustPolicy(
  location: AwsLocation,
  clusters: readonly OperatorCluster[],
  serviceAccounts: readonly TrustedServiceAccount[],
): PolicyDocument {
  const providers = clusters.filter(usesIrsa).map((cluster) => {
    const issuer = expectedIssuerName(cluster, location);
    const providerArn = `arn:${partitionOf(location.region)}:iam::${location.account}:oidc-provider/${issuer}`;
    return { sid: clusterSid(cluster), issuer, providerArn };
  });
  return trustPolicy(providers, serviceAccounts, podIdentityOf(location, clusters));
}

/** Checks the size of the trust policy. @param quota of the account, in characters without whitespace */
export function checkTrustPolicySize(
  location: AwsLocation,
  clusters: readonly OperatorCluster[],
  serviceAccounts: readonly TrustedServiceAccount[],
  quota: number = TRUST_POLICY_QUOTA.characters,
): Problem[] {
  const size = policySize(expectedTrustPolicy(location, clusters, serviceAccounts));
  if (size <= quota) return [];
  const estimated = clusters.some((cluster) => "eks" in cluster && usesIrsa(cluster))
    ? " (assuming that looked-up issuers have the length that EKS uses)"
    : "";
  const message = MESSAGES.trustPolicySize(`${size} characters${estimated}`, quota, "trustPolicyQuota");
  return [error("operator/trust-policy-size", ["clusters"], message)];
}

/** Checks that each ServiceAccount can exist and is not too broad. Each problem is at its index. */
export function checkServiceAccounts(serviceAccounts: readonly TrustedServiceAccount[]): Problem[] {
  if (serviceAccounts.length === 0) {
    return [error("operator/service-accounts-empty", [], MESSAGES.noServiceAccounts)];
  }
  const seen = new Set<string>();
  return serviceAccounts.flatMap((account, index) => {
    const again = seen.has(subject(account));
    seen.add(subject(account));
    return prefixed([index], again ? [duplicate(account)] : checkServiceAccount(account));
  });
}

function duplicate(account: TrustedServiceAccount): Problem {
  const message = `expected each ServiceAccount once, found ${quoteValue(subject(account))} again. Remove the duplicate`;
  return warning("operator/service-account-duplicate", [], message);
}

function checkServiceAccount({ namespace, name }: TrustedServiceAccount): Problem[] {
  const problems = [
    ...prefixed(["namespace"], checkKubernetesName(DNS_LABEL, "namespace", filled(namespace))),
    ...prefixed(["name"], checkKubernetesName(DNS_SUBDOMAIN, "ServiceAccount", filled(name))),
  ];
  if (!ANY_NAME.test(namespace)) return problems;
  if (ANY_NAME.test(name)) return [...problems, error("operator/service-account-any", [], MESSAGES.anyServiceAccount)];
  const message = `expected one namespace, found ${quoteValue(namespace)}, which trusts every namespace. Anyone who can create a ServiceAccount named ${quoteValue(name)} in any namespace can assume the role. Write the operator's namespace`;
  return [...problems, warning("operator/namespace-any", ["namespace"], message)];
}

const ANY_NAME = /^[*?]+$/;

/** A name that a pattern matches: each wildcard becomes one letter. */
function filled(pattern: string): string {
  return pattern.replaceAll(/[*?]/g, "a");
}
