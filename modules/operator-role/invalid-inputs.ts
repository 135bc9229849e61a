import {
  FOREIGN_BOUNDARY,
  NOT_LATIN,
  PROVIDERS,
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

const numbered = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Inputs that the module and the construct's checks reject. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  ROLE_NAME,
  rejected("name", "a long role name", "r".repeat(65), "(65 characters)"),
  rejected("path", "a path without slashes", "platform", "expected a path that starts and ends with a slash"),
  rejected("path", "a long path", `/${"p".repeat(511)}/`, "without spaces and with at most 512 characters"),
  NOT_LATIN,
  rejected(
    "permissions_boundary",
    "a permissions boundary that is a role",
    "arn:aws:iam::111122223333:role/b",
    ":iam::aws:policy/<name>), found",
  ),
  rejected(
    "max_session_duration",
    "a short session",
    900,
    "expected a whole number of seconds from 3600 (1 hour) to 43200 (12 hours)",
  ),
  rejected(
    "max_session_duration",
    "a session with a fraction of a second",
    3600.5,
    "expected a whole number of seconds from 3600",
  ),
  rejected("trust_policy_quota", "a quota above the maximum", 10_000, "expected a whole number from 2048 to 8192"),
  rejected("tags", "a reserved tag", { "aws:owner": "x" }, 'with "aws:"'),
  rejected("tags", "a long tag", { Owner: "x".repeat(257) }, "at most 256"),
  rejected("tags", "tags that differ in case", { Owner: "a", owner: "b" }, "unique regardless of case"),
  rejected("clusters", "no clusters", {}, "expected at least one cluster, found none. List the operator's cluster by"),
  rejected(
    "clusters",
    "an issuer with a port",
    { a: cluster("oidc.example.com:8443/id") },
    "Copy the issuer exactly as the cluster reports it",
  ),
  rejected(
    "clusters",
    "an issuer with a slash at the end",
    { a: cluster(`${ISSUER}/`) },
    "Copy the issuer exactly as the cluster reports it",
  ),
  rejected(
    "clusters",
    "an issuer without a host",
    { a: cluster("id") },
    "Copy the issuer exactly as the cluster reports it",
  ),
  rejected(
    "clusters",
    "a cluster key without letters and digits",
    { "--": cluster(ISSUER) },
    "expected a key with letters or digits, such as",
  ),
  rejected(
    "clusters",
    "cluster keys that differ only in case and punctuation",
    { "prod-eu": cluster(`${ISSUER}/1`), ProdEu: cluster(`${ISSUER}/2`) },
    "expected keys that are unique regardless of case and punctuation",
  ),
  rejected(
    "clusters",
    "the same cluster twice",
    { a: cluster(ISSUER), b: cluster(ISSUER) },
    "expected each cluster once",
  ),
  rejected(
    "clusters",
    "the same EKS cluster twice",
    { a: { pod_identity_cluster: "prod" }, b: { pod_identity_cluster: "prod" } },
    "expected each cluster once",
  ),
  rejected(
    "clusters",
    "an EKS cluster name with a dot",
    { a: { pod_identity_cluster: "prod.eu" } },
    "expected an EKS cluster name of 1 to 100 letters, digits, hyphens and underscores",
  ),
  {
    title: "a wildcard with EKS Pod Identity",
    inputs: {
      clusters: { a: { pod_identity_cluster: "prod" } },
      service_accounts: [OPERATOR, { namespace: "preview-*", name: "infra-operator" }],
    },
    rejectedBy: "aws_iam_role.this",
    expectedMessage: "expected exact ServiceAccounts with EKS Pod Identity, found a wildcard in",
  },
  rejected("service_accounts", "no ServiceAccounts", [], "expected at least one ServiceAccount, found none"),
  rejected(
    "service_accounts",
    "a namespace with a capital letter",
    [{ ...OPERATOR, namespace: "Infra" }],
    "expected a namespace name of 1 to 63 lowercase letters, digits and hyphens",
  ),
  rejected(
    "service_accounts",
    "a long namespace",
    [{ ...OPERATOR, namespace: "n".repeat(64) }],
    "expected a namespace name of 1 to 63 lowercase letters, digits and hyphens",
  ),
  rejected(
    "service_accounts",
    "a ServiceAccount with two dots",
    [{ ...OPERATOR, name: "infra..operator" }],
    "expected a ServiceAccount name of 1 to 253 lowercase letters, digits, hyphens and dots",
  ),
  rejected(
    "service_accounts",
    "every ServiceAccount",
    [{ namespace: "*", name: "*" }],
    "found wildcards for both, which trust every ServiceAccount in the cluster",
  ),
  rejected("manages", "no repositories", [], "expected at least one repository name"),
  rejected("manages", "a wildcard in a repository name", ["app*"], "found a wildcard in"),
  rejected("manages", "a prefix with two slashes", ["sandbox//"], "expected a prefix of lowercase letters and digits"),
  rejected(
    "manages",
    "a repository name with a space",
    ["play ground"],
    "only letters a-z, digits and . _ - / are allowed",
  ),
  rejected("manages", "a repository name of one character", ["a"], "2 to 256"),
  rejected(
    "kms_key_arns",
    "an alias of a key",
    ["arn:aws:kms:eu-west-1:111122223333:alias/ecr"],
    "IAM policies do not match aliases. Write the ARN of the key itself",
  ),
  rejected(
    "kms_key_arns",
    "a pattern of keys",
    ["arn:aws:kms:eu-west-1:111122223333:key/*"],
    "expected the ARN of a key in the repositories' region",
  ),
  {
    title: "a key of another region",
    inputs: { kms_key_arns: ["arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555"] },
    rejectedBy: "aws_iam_policy.this",
    expectedMessage: "expected the ARN of a key in the repositories' region (arn:aws:kms:eu-west-1:<account>:key/<id>)",
  },
  FOREIGN_BOUNDARY,
  {
    title: "too many clusters",
    inputs: {
      clusters: Object.fromEntries(
        numbered(6, (number) => [`c${number}`, cluster(`${ISSUER}/${"0".repeat(31)}${number}`)]),
      ),
    },
    rejectedBy: "aws_iam_role.this",
    expectedMessage:
      "List fewer clusters or ServiceAccounts, create a second role, or ask AWS to raise the quota (up to 8192)",
  },
  {
    title: "too many repositories",
    inputs: { manages: numbered(120, (number) => `team-${number}/sandbox/`) },
    rejectedBy: "aws_iam_policy.this",
    expectedMessage: "Use fewer, wider prefixes",
  },
];

/** Invalid inputs that the construct does not have, because it computes the ARNs of OIDC providers. */
export const MODULE_ONLY_INVALID_INPUTS: readonly InvalidInput[] = [
  rejected(
    "clusters",
    "an issuer instead of the ARN",
    { a: { oidc_provider_arn: `https://${ISSUER}` } },
    "expected the ARN of an OIDC provider (arn:<partition>:iam::<account>:oidc-provider/<issuer without https://>)",
  ),
  rejected(
    "clusters",
    "a cluster with neither IRSA nor EKS Pod Identity",
    { a: {} },
    "expected oidc_provider_arn, pod_identity_cluster or both, found neither for",
  ),
  {
    title: "an OIDC provider of another account",
    inputs: { clusters: { a: cluster(ISSUER, "arn:aws:iam::444455556666:oidc-provider/") } },
    rejectedBy: "aws_iam_role.this",
    expectedMessage: "expected an OIDC provider in the role's account, 111122223333",
  },
];
