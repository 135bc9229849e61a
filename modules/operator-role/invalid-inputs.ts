import { refusedValue as of, type InvalidInput } from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";

/** Where the inputs are refused or accepted. */
export const TEST_LOCATION = { account: "111122223333", region: "eu-west-1" } as const;

const PROVIDERS = "arn:aws:iam::111122223333:oidc-provider/";
const ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id";
const OPERATOR = { namespace: "infra-operator", name: "infra-operator" };
const cluster = (issuer: string, providers = PROVIDERS) => ({ oidc_provider_arn: `${providers}${issuer}` });

/** The least that the module takes. */
export const ACCEPTED_INPUTS = {
  name: "infra-operator-ecr-role",
  clusters: { production: cluster(`${ISSUER}/PROD`) },
  service_accounts: [OPERATOR],
  manages: ["sandbox/"],
} as const satisfies ModuleDocument;

const numbered = <T>(count: number, make: (number: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Inputs that the module refuses, and the checks of the construct with it. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  of("name", "a role name with a blank", "my role", "is no name of a role; 1 to 64 letters, digits"),
  of("name", "a long role name", "r".repeat(65), "(65 characters) is no name of a role"),
  of("path", "a path without slashes", "platform", "is no path; it begins and ends with a slash"),
  of("path", "a long path", `/${"p".repeat(511)}/`, "has no blanks and at most 512 characters"),
  of("description", "a description beyond Latin 1", "操作", "at most 1000 of Latin-1 are"),
  of(
    "permissions_boundary",
    "a boundary that is a role",
    "arn:aws:iam::111122223333:role/b",
    "or one of AWS's own is allowed",
  ),
  of(
    "max_session_duration",
    "a short session",
    900,
    "whole seconds from 3600 (1 hour) to 43200 (12 hours) are allowed",
  ),
  of("max_session_duration", "a session with half seconds", 3600.5, "whole seconds from 3600"),
  of(
    "trust_policy_quota",
    "a quota beyond the most that AWS grants",
    10_000,
    "whole numbers from 2048 to 8192 are allowed",
  ),
  of(
    "tags",
    "a tag of AWS's own",
    { "aws:owner": "x" },
    'begins with "aws:", which AWS keeps to itself; choose another',
  ),
  of("tags", "a long tag", { Owner: "x".repeat(257) }, "at most 256 are allowed"),
  of("tags", "tags that differ in case", { Owner: "a", owner: "b" }, "differ in case only, and IAM takes them for one"),
  of("clusters", "no clusters", {}, "no cluster is listed, so nobody could assume the role; list one by"),
  of(
    "clusters",
    "an issuer with a port",
    { a: cluster("oidc.example.com:8443/id") },
    "copy the issuer as the cluster names it",
  ),
  of(
    "clusters",
    "an issuer with a slash at its end",
    { a: cluster(`${ISSUER}/`) },
    "copy the issuer as the cluster names it",
  ),
  of("clusters", "an issuer without a host", { a: cluster("id") }, "copy the issuer as the cluster names it"),
  of(
    "clusters",
    "a cluster without a name",
    { "--": cluster(ISSUER) },
    "has neither letters nor digits; give the cluster a key",
  ),
  of(
    "clusters",
    "clusters that are called almost alike",
    { "prod-eu": cluster(`${ISSUER}/1`), ProdEu: cluster(`${ISSUER}/2`) },
    "differ in case or punctuation at most; give each its own key",
  ),
  of("clusters", "a cluster twice", { a: cluster(ISSUER), b: cluster(ISSUER) }, "list it once"),
  of("service_accounts", "no ServiceAccounts", [], "no ServiceAccount is listed, so nobody could assume the role"),
  of(
    "service_accounts",
    "a namespace with a capital letter",
    [{ ...OPERATOR, namespace: "Infra" }],
    "1 to 63 lower-case letters, digits and hyphens are allowed",
  ),
  of(
    "service_accounts",
    "a long namespace",
    [{ ...OPERATOR, namespace: "n".repeat(64) }],
    "1 to 63 lower-case letters, digits and hyphens are allowed",
  ),
  of(
    "service_accounts",
    "a ServiceAccount with two dots",
    [{ ...OPERATOR, name: "infra..operator" }],
    "1 to 253 lower-case letters, digits, hyphens and dots are allowed",
  ),
  of(
    "service_accounts",
    "every ServiceAccount",
    [{ namespace: "*", name: "*" }],
    "every ServiceAccount of the cluster could assume the role; name the operator's",
  ),
  of("manages", "nothing to manage", [], "nothing is listed, so the operator could do nothing"),
  of("manages", "a wildcard", ["app*"], "has a wildcard"),
  of("manages", "a prefix with two slashes", ["sandbox//"], "can begin no repository's name"),
  of("manages", "a repository with a blank", ["play ground"], "only letters a-z, digits and . _ - / are allowed"),
  of("manages", "a repository of one character", ["a"], "2 to 256"),
  of(
    "kms_key_arns",
    "an alias of a key",
    ["arn:aws:kms:eu-west-1:111122223333:alias/ecr"],
    "An alias does not count in a policy: write the ARN of its key",
  ),
  of("kms_key_arns", "all keys", ["arn:aws:kms:eu-west-1:111122223333:key/*"], "is no key for repositories in"),
  {
    title: "a key of another region",
    inputs: { kms_key_arns: ["arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555"] },
    rejectedBy: "aws_iam_policy.this",
    expectedMessage: "is no key for repositories in eu-west-1; arn:aws:kms:eu-west-1:<account>:key/<id> is allowed",
  },
  {
    title: "a boundary of another account",
    inputs: { permissions_boundary: "arn:aws:iam::444455556666:policy/b" },
    rejectedBy: "aws_iam_role.this",
    expectedMessage:
      "is no managed policy for a role in account 111122223333; arn:aws:iam::111122223333:policy/<name> or",
  },
  {
    title: "too many clusters",
    inputs: {
      clusters: Object.fromEntries(
        numbered(6, (number) => [`c${number}`, cluster(`${ISSUER}/${"0".repeat(31)}${number}`)]),
      ),
    },
    rejectedBy: "aws_iam_role.this",
    expectedMessage:
      "2048 are allowed. List fewer clusters or ServiceAccounts, make a second role, or have AWS raise the quota (up to 8192)",
  },
  {
    title: "too many repositories",
    inputs: { manages: numbered(120, (number) => `team-${number}/sandbox/`) },
    rejectedBy: "aws_iam_policy.this",
    expectedMessage: "characters; a policy may have 6144. Use fewer, wider prefixes",
  },
];

/** What the construct can not be given: it makes the ARNs of OIDC providers itself. */
export const MODULE_ONLY_INVALID_INPUTS: readonly InvalidInput[] = [
  of(
    "clusters",
    "an issuer in place of the ARN",
    { a: { oidc_provider_arn: `https://${ISSUER}` } },
    "is no ARN of an OIDC provider, arn:<partition>:iam::<account>:oidc-provider/<issuer without https://>",
  ),
  {
    title: "an OIDC provider of another account",
    inputs: { clusters: { a: cluster(ISSUER, "arn:aws:iam::444455556666:oidc-provider/") } },
    rejectedBy: "aws_iam_role.this",
    expectedMessage: "is no OIDC provider of the role's account, 111122223333, and a role trusts no others",
  },
];
