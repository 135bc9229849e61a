import {
  FOREIGN_BOUNDARY,
  NOT_LATIN,
  PROVIDERS,
  refusedBy,
  refusedValue as rejected,
  ROLE_NAME,
  type InvalidInput,
} from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";

const ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id";
const OPERATOR = { namespace: "infra-operator", name: "infra-operator" };
const cluster = (issuer: string, providers = PROVIDERS) => ({ oidc_provider_arn: `${providers}${issuer}` });

/** The required inputs of the module. */
export const ACCEPTED_INPUTS = {
  name: "infra-operator-ecr-role",
  clusters: { production: cluster(`${ISSUER}/PROD`) },
  service_accounts: [OPERATOR],
  manages: ["sandbox/"],
} as const satisfies ModuleDocument;

const clusters = (title: string, words: string, value: ModuleDocument): InvalidInput =>
  rejected("clusters", title, words, value);
const account = (title: string, words: string, names: ModuleDocument): InvalidInput =>
  rejected("service_accounts", title, words, [{ ...OPERATOR, ...names }]);
const numbered = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Inputs that the module and the construct's checks reject. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  ROLE_NAME,
  rejected("name", "a long role name", "(65 characters)", "r".repeat(65)),
  rejected("path", "a path without slashes", "without spaces that starts and ends with a slash", "platform"),
  rejected("path", "a long path", "and has at most 512 characters", `/${"p".repeat(511)}/`),
  NOT_LATIN,
  rejected(
    "permissions_boundary",
    "a permissions boundary that is a role",
    ":iam::aws:policy/<name>), found",
    "arn:aws:iam::111122223333:role/b",
  ),
  rejected(
    "max_session_duration",
    "a short session",
    "expected a whole number of seconds from 3600 (1 hour) to 43200 (12 hours)",
    900,
  ),
  rejected(
    "max_session_duration",
    "a session with a fraction of a second",
    "expected a whole number of seconds from 3600",
    3600.5,
  ),
  rejected("trust_policy_quota", "a quota above the maximum", "expected a whole number from 2048 to 8192", 10_000),
  rejected("tags", "a reserved tag", 'with "aws:"', { "aws:owner": "x" }),
  rejected("tags", "a long tag", "at most 256", { Owner: "x".repeat(257) }),
  rejected("tags", "tags that differ in case", "unique regardless of case", { Owner: "a", owner: "b" }),
  clusters("no clusters", "expected at least one cluster, found none. List the operator's cluster by", {}),
  clusters("an issuer with a port", "Copy the issuer exactly as the cluster reports it", {
    a: cluster("oidc.example.com:8443/id"),
  }),
  clusters("an issuer with a slash at the end", "Copy the issuer exactly as the cluster reports it", {
    a: cluster(`${ISSUER}/`),
  }),
  clusters("an issuer without a host", "Copy the issuer exactly as the cluster reports it", {
    a: cluster("id"),
  }),
  clusters("a cluster key without letters and digits", "expected a key with letters or digits, such as", {
    "--": cluster(ISSUER),
  }),
  clusters(
    "cluster keys that differ only in case and punctuation",
    "expected keys that are unique regardless of case and punctuation",
    { "prod-eu": cluster(`${ISSUER}/1`), ProdEu: cluster(`${ISSUER}/2`) },
  ),
  clusters("the same cluster twice", "expected each cluster once", {
    a: cluster(ISSUER),
    b: cluster(ISSUER),
  }),
  clusters("the same EKS cluster twice", "expected each cluster once", {
    a: { pod_identity_cluster: "prod" },
    b: { pod_identity_cluster: "prod" },
  }),
  clusters(
    "an EKS cluster name with a dot",
    "expected an EKS cluster name of 1 to 100 letters, digits, hyphens and underscores",
    { a: { pod_identity_cluster: "prod.eu" } },
  ),
  refusedBy(
    "aws_iam_role.this",
    "a wildcard with EKS Pod Identity",
    "expected exact ServiceAccounts with EKS Pod Identity, found a wildcard in",
    {
      clusters: { a: { pod_identity_cluster: "prod" } },
      service_accounts: [OPERATOR, { namespace: "preview-*", name: "infra-operator" }],
    },
  ),
  rejected("service_accounts", "no ServiceAccounts", "expected at least one ServiceAccount, found none", []),
  account(
    "a namespace with a capital letter",
    "expected a namespace name of 1 to 63 lowercase letters, digits and hyphens",
    { namespace: "Infra" },
  ),
  account("a long namespace", "expected a namespace name of 1 to 63 lowercase letters, digits and hyphens", {
    namespace: "n".repeat(64),
  }),
  account(
    "a ServiceAccount with two dots",
    "expected a ServiceAccount name of 1 to 253 lowercase letters, digits, hyphens and dots",
    { name: "infra..operator" },
  ),
  account("every ServiceAccount", "found wildcards for both, which trust every ServiceAccount in the cluster", {
    namespace: "*",
    name: "*",
  }),
  rejected("manages", "no repositories", "expected at least one repository name", []),
  rejected("manages", "a wildcard in a repository name", "found a wildcard in", ["app*"]),
  rejected("manages", "a prefix with two slashes", "expected a prefix of lowercase letters and digits", ["sandbox//"]),
  rejected("manages", "a repository name with a space", "only letters a-z, digits and . _ - / are allowed", [
    "play ground",
  ]),
  rejected("manages", "a repository name of one character", "2 to 256", ["a"]),
  rejected("kms_key_arns", "an alias of a key", "IAM policies do not match aliases. Write the ARN of the key itself", [
    "arn:aws:kms:eu-west-1:111122223333:alias/ecr",
  ]),
  rejected("kms_key_arns", "a pattern of keys", "expected the ARN of a key in the repositories' region", [
    "arn:aws:kms:eu-west-1:111122223333:key/*",
  ]),
  refusedBy(
    "aws_iam_policy.this",
    "a key of another region",
    "expected the ARN of a key in the repositories' region (arn:aws:kms:eu-west-1:<account>:key/<id>)",
    { kms_key_arns: ["arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555"] },
  ),
  FOREIGN_BOUNDARY,
  refusedBy(
    "aws_iam_role.this",
    "too many clusters",
    "List fewer clusters or ServiceAccounts, create a second role, or ask AWS to raise the quota (up to 8192)",
    {
      clusters: Object.fromEntries(
        numbered(6, (number) => [`c${number}`, cluster(`${ISSUER}/${"0".repeat(31)}${number}`)]),
      ),
    },
  ),
  refusedBy("aws_iam_policy.this", "too many repositories", "Use fewer, wider prefixes", {
    manages: numbered(120, (number) => `team-${number}/sandbox/`),
  }),
];

/** Invalid inputs that the construct does not have, because it computes the ARNs of OIDC providers. */
export const MODULE_ONLY_INVALID_INPUTS: readonly InvalidInput[] = [
  clusters(
    "an issuer instead of the ARN",
    "expected the ARN of an OIDC provider (arn:<partition>:iam::<account>:oidc-provider/<issuer without https://>)",
    { a: { oidc_provider_arn: `https://${ISSUER}` } },
  ),
  clusters(
    "a cluster with neither IRSA nor EKS Pod Identity",
    "expected oidc_provider_arn, pod_identity_cluster or both, found neither for",
    { a: {} },
  ),
  refusedBy(
    "aws_iam_role.this",
    "an OIDC provider of another account",
    "expected an OIDC provider in the role's account, 111122223333",
    { clusters: { a: cluster(ISSUER, "arn:aws:iam::444455556666:oidc-provider/") } },
  ),
];
