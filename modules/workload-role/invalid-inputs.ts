import {
  FOREIGN_BOUNDARY,
  NOT_LATIN,
  PROVIDERS,
  refusedValue as rejected,
  REPOSITORY_ENTRIES,
  ROLE_NAME,
  TEST_LOCATION,
  type InvalidInput,
} from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";

const ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id";
const KANIKO = { namespace: "ci", name: "kaniko" };

/** The required inputs of the module, for nodes. */
export const ACCEPTED_INPUTS = {
  name: "nodes-pull",
  nodes: true,
  repositories: ["team/"],
} as const satisfies ModuleDocument;

/** The same for pods. */
export const POD_INPUTS = {
  ...ACCEPTED_INPUTS,
  nodes: false,
  service_accounts: [KANIKO],
  clusters: { production: { oidc_provider_arn: `${PROVIDERS}${ISSUER}/PROD` } },
} as const satisfies ModuleDocument;

/** Inputs of a role for pods that a variable rejects. */
const ofPods = (title: string, inputs: ModuleDocument, rejectedBy: string, expectedMessage: string): InvalidInput => ({
  title,
  inputs: { ...POD_INPUTS, ...inputs },
  rejectedBy,
  expectedMessage,
});

/** Inputs that the module and the construct's checks reject. operator-role's tests cover the inputs that all roles share. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  ROLE_NAME,
  NOT_LATIN,
  // With a second variable, because this rule reads others, which must be valid.
  {
    title: "nodes that push",
    inputs: { nodes: true, access: "push" },
    rejectedBy: "var.access",
    expectedMessage: "expected pull for nodes on EC2, found push",
  },
  {
    title: "no repositories",
    inputs: { repositories: [] },
    rejectedBy: "aws_iam_policy.this",
    expectedMessage: "expected at least one repository to pull from or push to, found none",
  },
  ...REPOSITORY_ENTRIES,
  rejected("pull_repositories", "a wildcard in a pulled repository", ["base*"], "found a wildcard in"),
  rejected(
    "other_registries",
    "an account with letters",
    [{ account: "production", repositories: ["base"] }],
    "expected an account ID of 12 digits, in quotes, found",
  ),
  rejected(
    "other_registries",
    "an unknown region",
    [{ account: "444455556666", region: "Europe", repositories: ["base"] }],
    'expected an AWS region such as "eu-west-1", found',
  ),
  rejected(
    "other_registries",
    "no repositories of another account",
    [{ account: "444455556666", repositories: [] }],
    "expected at least one repository name or prefix",
  ),
  rejected(
    "other_registries",
    "a wildcard in a repository of another account",
    [{ account: "444455556666", repositories: ["base*"] }],
    "found a wildcard in",
  ),
  rejected(
    "other_registries",
    "a prefix of another account with two slashes",
    [{ account: "444455556666", repositories: ["team//"] }],
    "expected a prefix of lowercase letters and digits",
  ),
  rejected(
    "other_registries",
    "a short repository name of another account",
    [{ account: "444455556666", repositories: ["a"] }],
    "2 to 256",
  ),
  rejected(
    "other_registries",
    "a repository name of another account with a space",
    [{ account: "444455556666", repositories: ["my api"] }],
    "only letters a-z, digits and . _ - / are allowed",
  ),
  {
    title: "an EKS cluster name with a wildcard",
    inputs: { nodes: false, fargate_clusters: ["*"] },
    rejectedBy: "var.fargate_clusters",
    expectedMessage: "expected an EKS cluster name of",
  },
  {
    title: "an ARN for an existing role",
    inputs: { nodes: false, attach_to: { nodes: "arn:aws:iam::111122223333:role/nodes" } },
    rejectedBy: "var.attach_to",
    expectedMessage: "expected the name of a role in the account, without its path",
  },
  {
    title: "existing roles that push nowhere",
    inputs: { nodes: false, attach_to: {}, access: "push", repositories: [] },
    rejectedBy: "aws_iam_policy.this",
    expectedMessage: "expected at least one repository to push to, found none",
  },
  ofPods(
    "a namespace with a capital letter",
    { service_accounts: [{ ...KANIKO, namespace: "CI" }] },
    "var.service_accounts",
    "expected a namespace name of 1 to 63 lowercase letters, digits and hyphens",
  ),
  ofPods(
    "a ServiceAccount with two dots",
    { service_accounts: [{ ...KANIKO, name: "ka..niko" }] },
    "var.service_accounts",
    "expected a ServiceAccount name of 1 to 253 lowercase letters, digits, hyphens and dots",
  ),
  ofPods(
    "a wildcard in a ServiceAccount",
    { service_accounts: [{ ...KANIKO, namespace: "ci-*" }] },
    "var.service_accounts",
    "expected an exact namespace and name, found a wildcard in",
  ),
  ofPods("no clusters", { clusters: {} }, "var.clusters", "expected at least one cluster for the ServiceAccounts"),
  ofPods(
    "an EKS cluster name with a dot",
    { clusters: { a: { pod_identity_cluster: "prod.eu" } } },
    "var.clusters",
    "expected an EKS cluster name of",
  ),
  ofPods(
    "too many clusters",
    {
      clusters: Object.fromEntries(
        Array.from({ length: 8 }, (_, index) => [
          `c${index}`,
          { oidc_provider_arn: `${PROVIDERS}${ISSUER}/${"0".repeat(31)}${index}` },
        ]),
      ),
    },
    "aws_iam_role.this",
    "expected a trust policy of at most 2048 characters",
  ),
  FOREIGN_BOUNDARY,
  {
    title: "a session duration for existing roles",
    inputs: { nodes: false, attach_to: { nodes: "eks-nodes" }, max_session_duration: 7200 },
    rejectedBy: "aws_iam_policy.this",
    expectedMessage: "which uses existing roles",
  },
  {
    title: "the role's own registry as another one",
    inputs: { other_registries: [{ account: TEST_LOCATION.account, repositories: ["base"] }] },
    rejectedBy: "aws_iam_policy.this",
    expectedMessage: "expected a different account or region, found 111122223333 in eu-west-1, which is the role's own",
  },
  {
    title: "too many repositories",
    inputs: { repositories: Array.from({ length: 120 }, (_, index) => `team/service-${index}`) },
    rejectedBy: "aws_iam_policy.this",
    expectedMessage: "expected permissions of at most 6144 characters",
  },
];

/** Invalid inputs that the construct does not have: its types exclude them, or it computes the values. */
export const MODULE_ONLY_INVALID_INPUTS: readonly InvalidInput[] = [
  rejected("nodes", "no workload", false, "expected exactly one of nodes, fargate_clusters"),
  {
    title: "two workloads",
    inputs: { ecs_task_execution: true },
    rejectedBy: "var.nodes",
    expectedMessage: "expected exactly one of nodes, fargate_clusters",
  },
  {
    title: "clusters without ServiceAccounts",
    inputs: { clusters: POD_INPUTS.clusters },
    rejectedBy: "var.clusters",
    expectedMessage: "the clusters setting requires service_accounts",
  },
  {
    title: "an unknown access",
    inputs: { ...POD_INPUTS, access: "scan" },
    rejectedBy: "var.access",
    expectedMessage: "expected pull or push, found",
  },
  rejected("import_repositories", "a wildcard in an imported repository", ["quay*"], "found a wildcard in"),
  rejected("create_repositories", "a wildcard in a created repository", ["quay*"], "found a wildcard in"),
  ofPods(
    "an OIDC provider of another account",
    { clusters: { a: { oidc_provider_arn: `arn:aws:iam::444455556666:oidc-provider/${ISSUER}` } } },
    "aws_iam_role.this",
    "expected an OIDC provider in the role's account, 111122223333",
  ),
];
