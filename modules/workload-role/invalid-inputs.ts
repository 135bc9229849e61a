import {
  FOREIGN_BOUNDARY,
  NOT_LATIN,
  PROVIDERS,
  refusedBy,
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
const ofPods = (by: string, title: string, words: string, inputs: ModuleDocument): InvalidInput =>
  refusedBy(by, title, words, { ...POD_INPUTS, ...inputs });

const elsewhere = (title: string, words: string, registry: ModuleDocument): InvalidInput =>
  rejected("other_registries", title, words, [{ account: "444455556666", ...registry }]);

/** Inputs that the module and the construct's checks reject. operator-role's tests cover the inputs that all roles share. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  ROLE_NAME,
  NOT_LATIN,
  // With a second variable, because this rule reads others, which must be valid.
  refusedBy("var.access", "nodes that push", "expected pull for nodes on EC2, found push", {
    nodes: true,
    access: "push",
  }),
  refusedBy(
    "aws_iam_policy.this",
    "no repositories",
    "expected at least one repository to pull from or push to, found none",
    { repositories: [] },
  ),
  ...REPOSITORY_ENTRIES,
  rejected("pull_repositories", "a wildcard in a pulled repository", "found a wildcard in", ["base*"]),
  elsewhere("an account with letters", "expected an account ID of 12 digits, in quotes, found", {
    account: "production",
    repositories: ["base"],
  }),
  elsewhere("an unknown region", 'expected an AWS region such as "eu-west-1", found', {
    region: "Europe",
    repositories: ["base"],
  }),
  elsewhere("no repositories of another account", "expected at least one repository name or prefix", {
    repositories: [],
  }),
  elsewhere("a wildcard in a repository of another account", "found a wildcard in", { repositories: ["base*"] }),
  elsewhere("a prefix of another account with two slashes", "expected a prefix of lowercase letters and digits", {
    repositories: ["team//"],
  }),
  elsewhere("a short repository name of another account", "2 to 256", { repositories: ["a"] }),
  elsewhere("a repository name of another account with a space", "only letters a-z, digits and . _ - / are allowed", {
    repositories: ["my api"],
  }),
  refusedBy("var.fargate_clusters", "an EKS cluster name with a wildcard", "expected an EKS cluster name of", {
    nodes: false,
    fargate_clusters: ["*"],
  }),
  refusedBy(
    "var.attach_to",
    "an ARN for an existing role",
    "expected the name of a role in the account, without its path",
    { nodes: false, attach_to: { nodes: "arn:aws:iam::111122223333:role/nodes" } },
  ),
  refusedBy(
    "aws_iam_policy.this",
    "existing roles that push nowhere",
    "expected at least one repository to push to, found none",
    { nodes: false, attach_to: {}, access: "push", repositories: [] },
  ),
  ofPods(
    "var.service_accounts",
    "a namespace with a capital letter",
    "expected a namespace name of 1 to 63 lowercase letters, digits and hyphens",
    { service_accounts: [{ ...KANIKO, namespace: "CI" }] },
  ),
  ofPods(
    "var.service_accounts",
    "a ServiceAccount with two dots",
    "expected a ServiceAccount name of 1 to 253 lowercase letters, digits, hyphens and dots",
    { service_accounts: [{ ...KANIKO, name: "ka..niko" }] },
  ),
  ofPods(
    "var.service_accounts",
    "a wildcard in a ServiceAccount",
    "expected an exact namespace and name, found a wildcard in",
    { service_accounts: [{ ...KANIKO, namespace: "ci-*" }] },
  ),
  ofPods("var.clusters", "no clusters", "expected at least one cluster for the ServiceAccounts", { clusters: {} }),
  ofPods("var.clusters", "an EKS cluster name with a dot", "expected an EKS cluster name of", {
    clusters: { a: { pod_identity_cluster: "prod.eu" } },
  }),
  ofPods("aws_iam_role.this", "too many clusters", "expected a trust policy of at most 2048 characters", {
    clusters: Object.fromEntries(
      Array.from({ length: 8 }, (_, index) => [
        `c${index}`,
        { oidc_provider_arn: `${PROVIDERS}${ISSUER}/${"0".repeat(31)}${index}` },
      ]),
    ),
  }),
  FOREIGN_BOUNDARY,
  refusedBy("aws_iam_policy.this", "a session duration for existing roles", "which uses existing roles", {
    nodes: false,
    attach_to: { nodes: "eks-nodes" },
    max_session_duration: 7200,
  }),
  refusedBy(
    "aws_iam_policy.this",
    "the role's own registry as another one",
    "expected a different account or region, found 111122223333 in eu-west-1, which is the role's own",
    { other_registries: [{ account: TEST_LOCATION.account, repositories: ["base"] }] },
  ),
  refusedBy("aws_iam_policy.this", "too many repositories", "expected permissions of at most 6144 characters", {
    repositories: Array.from({ length: 120 }, (_, index) => `team/service-${index}`),
  }),
];

/** Invalid inputs that the construct does not have: its types exclude them, or it computes the values. */
export const MODULE_ONLY_INVALID_INPUTS: readonly InvalidInput[] = [
  rejected("nodes", "no workload", "expected exactly one of nodes, fargate_clusters", false),
  refusedBy("var.nodes", "two workloads", "expected exactly one of nodes, fargate_clusters", {
    ecs_task_execution: true,
  }),
  refusedBy("var.clusters", "clusters without ServiceAccounts", "the clusters setting requires service_accounts", {
    clusters: POD_INPUTS.clusters,
  }),
  refusedBy("var.access", "an unknown access", "expected pull or push, found", { ...POD_INPUTS, access: "scan" }),
  rejected("import_repositories", "a wildcard in an imported repository", "found a wildcard in", ["quay*"]),
  rejected("create_repositories", "a wildcard in a created repository", "found a wildcard in", ["quay*"]),
  ofPods(
    "aws_iam_role.this",
    "an OIDC provider of another account",
    "expected an OIDC provider in the role's account, 111122223333",
    { clusters: { a: { oidc_provider_arn: `arn:aws:iam::444455556666:oidc-provider/${ISSUER}` } } },
  ),
];
