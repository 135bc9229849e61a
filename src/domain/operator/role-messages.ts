import { ROLE_LIMITS, TRUST_POLICY_QUOTA } from "../iam/role-limits";

const { least, most } = ROLE_LIMITS.sessionSeconds;

/**
 * What is said of a wrong setting, by the checks and by the Terraform module alike. Values come as they are shown: quoted
 * text here, an expression in the module.
 */
export const MESSAGES = {
  roleName: (name: string, length: number | string) =>
    `${name} (${length} characters) is no name of a role; 1 to 64 letters, digits and _ + = , . @ - are allowed`,
  path: (path: string) =>
    `${path} is no path; it begins and ends with a slash, such as "/platform/", and has no blanks and at most ${ROLE_LIMITS.pathLength} characters`,
  description: (length: number | string) =>
    `${length} characters of which some may not be allowed; at most 1000 of Latin-1 are`,
  permissionsBoundary: (arn: string, account: string, partition: string) =>
    `${arn} is no managed policy for a role in account ${account}; arn:${partition}:iam::${account}:policy/<name> or one of AWS's own is allowed`,
  maxSessionDuration: (seconds: string) =>
    `found ${seconds}; whole seconds from ${least} (1 hour) to ${most} (12 hours) are allowed`,
  trustPolicyQuota: (quota: string) =>
    `found ${quota}; whole numbers from ${TRUST_POLICY_QUOTA.characters} to ${TRUST_POLICY_QUOTA.most} are allowed`,
  trustPolicySize: (characters: string, quota: number | string, setting: string) =>
    `the trust policy has ${characters}; ${quota} are allowed. List fewer clusters or ServiceAccounts, make a second role, or have AWS raise the quota (up to ${TRUST_POLICY_QUOTA.most}) and set ${setting}`,
  policySize: (size: string, quota: number) =>
    `the permissions take ${size} characters; a policy may have ${quota}. Use fewer, wider prefixes`,
  kmsKey: (arn: string, region: string, partition: string) =>
    `${arn} is no key for repositories in ${region}; arn:${partition}:kms:${region}:<account>:key/<id> is allowed`,
  keyAlias: "An alias does not count in a policy: write the ARN of its key",
  noManages:
    'nothing is listed, so the operator could do nothing; list prefixes such as "sandbox/" or repository names',
  wildcard: (entry: string) =>
    `${entry} has a wildcard; write prefixes such as "sandbox/" for every repository below them, or exact names`,
  prefix: (entry: string, longest: number) =>
    `${entry} can begin no repository's name; lower-case letters and digits joined by . _ - or /, then one slash, and at most ${longest} characters are allowed`,
  noServiceAccounts:
    "no ServiceAccount is listed, so nobody could assume the role; list the operator's namespace and name",
  anyServiceAccount: "every ServiceAccount of the cluster could assume the role; name the operator's",
  noClusters: (by: string) => `no cluster is listed, so nobody could assume the role; list one by ${by}`,
  providerArn: (arn: string) =>
    `${arn} is no ARN of an OIDC provider, arn:<partition>:iam::<account>:oidc-provider/<issuer without https://>; copy the issuer as the cluster names it`,
  otherAccount: (arn: string, account: string) =>
    `${arn} is no OIDC provider of the role's account, ${account}, and a role trusts no others; make one there for the cluster's issuer`,
  emptyClusterKey: (key: string) => `${key} has neither letters nor digits; give the cluster a key such as "prod"`,
  sameClusterKeys: (keys: string) => `${keys} differ in case or punctuation at most; give each its own key`,
  sameCluster: (other: string) => `the same cluster as ${other}; list it once`,
} as const;
