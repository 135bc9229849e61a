import { partitionOf, type AwsLocation } from "../aws/arn";
import { policySize, type PolicyDocument, type PolicyStatement } from "../iam/policy";
import { error, quoteValue, prefixed, warning, type Problem } from "../problems/problem";
import { checkDnsLabel, checkDnsSubdomain } from "./service-account-names";
import { clusterSid, expectedIssuerName, type OperatorCluster } from "./clusters";
import { TRUST_POLICY_QUOTA } from "../iam/role-limits";
import { MESSAGES } from "./role-messages";

/** The audience of the tokens that EKS gives to pods, in every partition. */
export const TOKEN_AUDIENCE = "sts.amazonaws.com";

/** A ServiceAccount that may assume the role. `*` (any characters) and `?` (one) are wildcards. */
export interface TrustedServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** The OIDC provider that vouches for a cluster's tokens. */
export interface TrustedProvider {
  /** Unique in the document; letters and digits. */
  readonly sid: string;
  /** The issuer without `https://`. */
  readonly issuer: string;
  readonly providerArn: string;
}

/**
 * Who may assume the role: for each provider one statement for the ServiceAccounts written out, and one for those with
 * wildcards, as the conditions of one statement must all hold. The audience is always compared exactly.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 */
export function trustPolicy(
  providers: readonly TrustedProvider[],
  serviceAccounts: readonly TrustedServiceAccount[],
): PolicyDocument {
  const subjects = [...new Set(serviceAccounts.map(subject))];
  const literal = subjects.filter((text) => !hasWildcard(text));
  const wild = subjects.filter(hasWildcard);
  return {
    Version: "2012-10-17",
    Statement: providers.flatMap((provider) => [
      ...(literal.length > 0 ? [trustStatement(provider, "StringEquals", literal)] : []),
      ...(wild.length > 0 ? [trustStatement(provider, "StringLike", wild)] : []),
    ]),
  };
}

/** Trust in those of a provider's tokens whose subjects are among these: compared exactly, or with wildcards. */
export function trustStatement(
  { sid, issuer, providerArn }: TrustedProvider,
  test: "StringEquals" | "StringLike",
  subjects: readonly string[],
): PolicyStatement {
  const audience = { [`${issuer}:aud`]: TOKEN_AUDIENCE };
  const subject = { [`${issuer}:sub`]: subjects.length === 1 ? (subjects[0] ?? "") : subjects };
  return {
    Sid: test === "StringEquals" ? sid : `${sid}Like`,
    Effect: "Allow",
    Principal: { Federated: providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition:
      test === "StringEquals"
        ? { StringEquals: { ...audience, ...subject } }
        : { StringEquals: audience, StringLike: subject },
  };
}

/** What a ServiceAccount is called in its tokens. */
export function subject({ namespace, name }: TrustedServiceAccount): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/**
 * The trust policy as far as it is known before clusters are looked up: exact for literal issuers; an issuer that is
 * looked up counts with the length that EKS gives them.
 */
export function expectedTrustPolicy(
  location: AwsLocation,
  clusters: readonly OperatorCluster[],
  serviceAccounts: readonly TrustedServiceAccount[],
): PolicyDocument {
  const providers = clusters.map((cluster) => {
    const issuer = expectedIssuerName(cluster, location);
    const providerArn = `arn:${partitionOf(location.region)}:iam::${location.account}:oidc-provider/${issuer}`;
    return { sid: clusterSid(cluster), issuer, providerArn };
  });
  return trustPolicy(providers, serviceAccounts);
}

/** Whether IAM takes a trust policy of this size. `quota` is the account's, in characters without white space. */
export function checkTrustPolicySize(
  location: AwsLocation,
  clusters: readonly OperatorCluster[],
  serviceAccounts: readonly TrustedServiceAccount[],
  quota: number = TRUST_POLICY_QUOTA.characters,
): Problem[] {
  const size = policySize(expectedTrustPolicy(location, clusters, serviceAccounts));
  if (size <= quota) return [];
  const estimated = clusters.some((cluster) => "eks" in cluster)
    ? " (counting looked-up issuers as long as EKS makes them)"
    : "";
  return [
    error(
      "operator/trust-policy-size",
      ["clusters"],
      MESSAGES.trustPolicySize(`${size} characters${estimated}`, quota, "trustPolicyQuota"),
    ),
  ];
}

/** Every ServiceAccount that can not exist, or that trusts more than anybody can mean; each at its index. */
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
  return warning(
    "operator/service-account-duplicate",
    [],
    `${quoteValue(subject(account))} is listed twice; the second is dropped`,
  );
}

function checkServiceAccount({ namespace, name }: TrustedServiceAccount): Problem[] {
  const problems = [
    ...prefixed(["namespace"], checkDnsLabel("namespace", filled(namespace))),
    ...prefixed(["name"], checkDnsSubdomain("ServiceAccount", filled(name))),
  ];
  if (!/[^*?]/.test(namespace) && hasWildcard(namespace)) {
    const everybody = !/[^*?]/.test(name) && hasWildcard(name);
    problems.push(
      everybody
        ? error("operator/service-account-any", [], MESSAGES.anyServiceAccount)
        : warning(
            "operator/namespace-any",
            ["namespace"],
            `${quoteValue(namespace)} trusts every namespace: whoever may create a ServiceAccount called ${quoteValue(name)} anywhere gets the role; name the namespace`,
          ),
    );
  }
  return problems;
}

/** A name that the pattern matches: one letter for each wildcard. */
function filled(pattern: string): string {
  return pattern.replaceAll(/[*?]/g, "a");
}
