import { iamArnStart, KEY_ARN, MANAGED_POLICY_ARN } from "../../src/domain/aws/arn-patterns";
import { eachOf, matchesRegex, rule, type Validation } from "../kit/validation";
import { NAME_RULES, TAG_RULES } from "../ecr-repository/validations";
import { REPOSITORY_NAME } from "../../src/domain/repository/name";
import { type KubernetesName } from "../../src/domain/operator/service-account-limits";
import { DNS_LABEL, DNS_SUBDOMAIN } from "../../src/domain/operator/service-account-names";
import { MESSAGES as NAME_MESSAGES } from "../../src/domain/operator/service-account-messages";
import { ISSUER_NAME } from "../../src/domain/operator/clusters";
import { EKS_NAME } from "../../src/domain/operator/eks-name";
import { ROLE_LIMITS, TRUST_POLICY_QUOTA } from "../../src/domain/iam/role-limits";
import { MESSAGES } from "../../src/domain/operator/role-messages";

const { least, most } = ROLE_LIMITS.sessionSeconds;

/** ARN of an OIDC provider, which ends in the issuer. */
export const PROVIDER_ARN = new RegExp(`^${iamArnStart()}oidc-provider/${ISSUER_NAME.source.slice(1)}`);

/** The value of a variable, for messages. */
export const found = (input: string): string => `\${jsonencode(var.${input})}`;
const isWholeNumberWithin = (value: string, from: number, to: number): string =>
  `${value} >= ${from} && ${value} <= ${to} && floor(${value}) == ${value}`;
export const isNotEmpty = (list: string): string => `length(${list}) > 0`;

/** IAM's rules for roles and their tags. */
export const ROLE_RULES: readonly Validation[] = [
  ...TAG_RULES,
  rule(
    "tags",
    (tags) => `length(distinct([for key in keys(${tags}) : lower(key)])) == length(${tags})`,
    "expected keys that are unique regardless of case, found two that differ only in case. Remove one of them",
  ),
  rule("name", (name) => matchesRegex(ROLE_LIMITS.name, name), MESSAGES.roleName(found("name"), "${length(var.name)}")),
  rule(
    "path",
    (path) => `${matchesRegex(ROLE_LIMITS.path, path)} && length(${path}) <= ${ROLE_LIMITS.pathLength}`,
    MESSAGES.path(found("path")),
  ),
  rule(
    "description",
    (description) => matchesRegex(ROLE_LIMITS.description, description),
    MESSAGES.description("${length(var.description)}"),
  ),
  rule(
    "permissions_boundary",
    (arn) => `${arn} == null || ${matchesRegex(MANAGED_POLICY_ARN, arn)}`,
    MESSAGES.permissionsBoundary(found("permissions_boundary"), "<account>", "<partition>"),
  ),
  rule(
    "max_session_duration",
    (seconds) => isWholeNumberWithin(seconds, least, most),
    MESSAGES.maxSessionDuration("${var.max_session_duration}"),
  ),
];

const QUOTA_RULE: Validation = rule(
  "trust_policy_quota",
  (quota) => isWholeNumberWithin(quota, TRUST_POLICY_QUOTA.characters, TRUST_POLICY_QUOTA.most),
  MESSAGES.trustPolicyQuota("${var.trust_policy_quota}"),
);

/** A key of `clusters` in lower case and without punctuation, as keys are compared. */
const normalizedKey = (key: string): string => `lower(replace(${key}, "/[^0-9A-Za-z]/", ""))`;
const keysWhere = (condition: string): string =>
  `\${join(" and ", [for key, cluster in var.clusters : jsonencode(key) if ${condition}])}`;

const CLUSTERS_RULE: Validation = rule(
  "clusters",
  isNotEmpty,
  MESSAGES.noClusters("oidc_provider_arn or pod_identity_cluster"),
);

/** Rules for clusters and their identity. An empty map meets them. */
export const CLUSTER_RULES: readonly Validation[] = [
  rule(
    "clusters",
    (clusters) =>
      `alltrue([for cluster in ${clusters} : cluster.oidc_provider_arn != null || cluster.pod_identity_cluster != null])`,
    MESSAGES.noIdentity(keysWhere("cluster.oidc_provider_arn == null && cluster.pod_identity_cluster == null")),
  ),
  eachOf(
    "clusters",
    (cluster) =>
      `${cluster}.pod_identity_cluster == null || ${matchesRegex(EKS_NAME, `${cluster}.pod_identity_cluster`)}`,
    MESSAGES.eksName,
    (cluster) => `jsonencode(${cluster}.pod_identity_cluster)`,
  ),
  eachOf(
    "clusters",
    (cluster) =>
      `${cluster}.oidc_provider_arn == null || ${matchesRegex(PROVIDER_ARN, `${cluster}.oidc_provider_arn`)}`,
    MESSAGES.providerArn,
    (cluster) => `jsonencode(${cluster}.oidc_provider_arn)`,
  ),
  rule(
    "clusters",
    (clusters) => `alltrue([for key in keys(${clusters}) : ${normalizedKey("key")} != ""])`,
    MESSAGES.emptyClusterKey(keysWhere(`${normalizedKey("key")} == ""`)),
  ),
  rule(
    "clusters",
    (clusters) => `length(distinct([for key in keys(${clusters}) : ${normalizedKey("key")}])) == length(${clusters})`,
    MESSAGES.sameClusterKeys(
      keysWhere(
        `length([for other in keys(var.clusters) : other if ${normalizedKey("other")} == ${normalizedKey("key")}]) > 1`,
      ),
    ),
  ),
  distinctClusters("oidc_provider_arn", "one OIDC provider"),
  distinctClusters("pod_identity_cluster", "one EKS cluster"),
];

/** A rule that an attribute, where it is set, differs between the clusters. */
function distinctClusters(attribute: string, what: string): Validation {
  const values = (clusters: string): string =>
    `[for other in values(${clusters}) : other.${attribute} if other.${attribute} != null]`;
  const repeated = `length([for value in ${values("var.clusters")} : value if value == cluster.${attribute}]) > 1`;
  return rule(
    "clusters",
    (clusters) => `length(distinct(${values(clusters)})) == length(${values(clusters)})`,
    MESSAGES.sameCluster(`${what} for ${keysWhere(repeated)}`),
  );
}

/**
 * @param field of a ServiceAccount; its wildcards count as letters
 * @param what has the name, for messages
 */
function nameRule(field: "namespace" | "name", what: string, kind: KubernetesName): Validation {
  return eachOf(
    "service_accounts",
    (account) =>
      `${matchesRegex(kind.pattern, `replace(${account}.${field}, "/[*?]/", "a")`)} && length(${account}.${field}) <= ${kind.maxLength}`,
    (names) => NAME_MESSAGES.name(what, names, kind),
    (account) => `jsonencode(${account}.${field})`,
  );
}

/** Rules for the names of ServiceAccounts. */
export const SERVICE_ACCOUNT_NAME_RULES: readonly Validation[] = [
  nameRule("namespace", "namespace", DNS_LABEL),
  nameRule("name", "ServiceAccount", DNS_SUBDOMAIN),
];

const SERVICE_ACCOUNT_RULES: readonly Validation[] = [
  { input: "service_accounts", condition: isNotEmpty, message: MESSAGES.noServiceAccounts },
  ...SERVICE_ACCOUNT_NAME_RULES,
  rule(
    "service_accounts",
    (accounts) =>
      `alltrue([for account in ${accounts} : ${matchesRegex(/[^*?]/, `"\${account.namespace}\${account.name}"`)}])`,
    MESSAGES.anyServiceAccount,
  ),
];

/**
 * Rules for lists of repositories: prefixes that end in a slash, and exact names.
 * @param listIn the list in the input's value, as an expression
 */
export function entryRules(input: string, listIn?: (value: string) => string): Validation[] {
  const name = undefined;
  return [
    eachOf(input, (entry) => `length(regexall("[*?]", ${entry})) == 0`, MESSAGES.wildcard, name, listIn),
    eachOf(
      input,
      (entry) =>
        `!endswith(${entry}, "/") || ${matchesRegex(REPOSITORY_NAME.pattern, `trimsuffix(${entry}, "/")`)} && length(${entry}) < ${REPOSITORY_NAME.maxLength}`,
      (entries) => MESSAGES.prefix(entries, REPOSITORY_NAME.maxLength - 1),
      name,
      listIn,
    ),
    ...NAME_RULES.map(({ condition, message }) =>
      eachOf(
        input,
        (entry) => `endswith(${entry}, "/") || ${condition(entry)}`,
        (names) => `${names}: ${message}`,
        name,
        listIn,
      ),
    ),
  ];
}

const PERMISSION_RULES: readonly Validation[] = [
  { input: "manages", condition: isNotEmpty, message: MESSAGES.noManages },
  ...entryRules("manages"),
  eachOf(
    "kms_key_arns",
    (arn) => matchesRegex(KEY_ARN, arn),
    (arns) => `${MESSAGES.kmsKey(arns, "<region>", "<partition>")}. ${MESSAGES.keyAlias}`,
  ),
];

/** AWS's rules for the module's variables. */
export const OPERATOR_ROLE_RULES: readonly Validation[] = [
  ...ROLE_RULES,
  QUOTA_RULE,
  CLUSTERS_RULE,
  ...CLUSTER_RULES,
  ...SERVICE_ACCOUNT_RULES,
  ...PERMISSION_RULES,
];
