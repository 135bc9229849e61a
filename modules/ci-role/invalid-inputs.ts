import {
  FOREIGN_BOUNDARY,
  PROVIDERS,
  refusedValue as rejected,
  REPOSITORY_ENTRIES,
  ROLE_NAME,
  TEST_LOCATION,
  type InvalidInput,
} from "../kit/invalid-input";
import { literalText } from "../../src/domain/terraform/strings";
import { type ModuleDocument } from "../kit/module-definition";

/** The required inputs of the module. */
export const ACCEPTED_INPUTS = {
  name: "api-push",
  oidc_provider_arn: `${PROVIDERS}token.actions.githubusercontent.com`,
  github: { repository: "acme/api" },
  repositories: ["team/api"],
} as const satisfies ModuleDocument;

/** The same for a pipeline on GitLab. */
export const GITLAB_INPUTS = {
  ...ACCEPTED_INPUTS,
  oidc_provider_arn: `${PROVIDERS}gitlab.example.com`,
  github: null,
  gitlab: { project: "acme/backend/api", branch: "release" },
} as const satisfies ModuleDocument;

/** The same for another issuer. */
export const OIDC_INPUTS = {
  ...ACCEPTED_INPUTS,
  oidc_provider_arn: `${PROVIDERS}agent.buildkite.com`,
  github: null,
  oidc: {
    audience: "sts.amazonaws.com",
    subjects: ["organization:acme:pipeline:api:ref:refs/heads/main:commit:*:step:push"],
  },
} as const satisfies ModuleDocument;

/** Inputs that the module and the construct's checks reject. operator-role's tests cover the inputs that all roles share. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  ROLE_NAME,
  ...["refs/heads/main", "a..b", "a/", "-x", "a.lock", "a b", "a//b", ".a", "HEAD"].map((branch) =>
    rejected("github", `the branch ${branch}`, { repository: "acme/api", branch }, "expected a branch such as main"),
  ),
  ...["-acme/api", "acme/api.git", "acme/..", `${"a".repeat(40)}/api`].map((repository) =>
    rejected("github", `the repository ${repository}`, { repository }, "expected the project's path"),
  ),
  ...["acme/.api", "acme/api.", "acme.atom/api", "-acme/api"].map((project) => ({
    title: `the project ${project}`,
    inputs: { ...GITLAB_INPUTS, gitlab: { project } },
    rejectedBy: "var.gitlab",
    expectedMessage: "expected the project's path",
  })),
  rejected(
    "github",
    "IDs that are not numeric",
    { repository: "acme/api", ids: "acme/1" },
    "expected the numeric IDs of the owner and the repository, such as 123456/456789",
  ),
  {
    title: "a project without a group",
    inputs: { ...GITLAB_INPUTS, gitlab: { project: "api" } },
    rejectedBy: "var.gitlab",
    expectedMessage: "expected the project's path without .git, such as acme/backend/api",
  },
  rejected("github", "a tag with a colon", { repository: "acme/api", tags: ["v:1"] }, "expected a tag such as v1.2.0"),
  rejected(
    "github",
    "a branch in a list",
    { repository: "acme/api", branches: ["a b"] },
    "expected a branch such as main",
  ),
  rejected(
    "github",
    "an environment with a policy variable",
    { repository: "acme/api", environments: ["${aws:username}"].map(literalText) },
    "expected an environment such as production",
  ),
  rejected(
    "github",
    "a workflow without its ref",
    { repository: "acme/api", workflow: "acme/ci/.github/workflows/push.yaml" },
    "expected a workflow file with its ref",
  ),
  rejected(
    "github",
    "a former project with one ID",
    { repository: "acme/api", formerly: "acme@1/old" },
    "expected the repository's previous name",
  ),
  rejected(
    "github",
    "a subject with a quote",
    { repository: "acme/api", subjects: ['repo:acme/api:"'] },
    "expected a token's sub claim",
  ),
  ...[
    {
      title: "a branch of a project in a list",
      gitlab: { branches: ["a b"] },
      words: "expected a branch such as main",
    },
    { title: "a tag of a project", gitlab: { tags: ["refs/tags/v1"] }, words: "expected a tag such as v1.2.0" },
    { title: "an unknown tier", gitlab: { deployment_tier: "live" }, words: "expected production, staging, testing" },
    { title: "a subject of a project", gitlab: { subjects: ["a "] }, words: "expected a token's sub claim" },
    { title: "a branch of a project", gitlab: { branch: "a b" }, words: "expected a branch such as main" },
  ].map(({ title, gitlab, words }) => ({
    title,
    inputs: { ...GITLAB_INPUTS, gitlab: { project: "acme/api", ...gitlab } },
    rejectedBy: "var.gitlab",
    expectedMessage: words,
  })),
  {
    title: "an audience with a space",
    inputs: { ...OIDC_INPUTS, oidc: { audience: "a b", subjects: ["a:b"] } },
    rejectedBy: "var.oidc",
    expectedMessage: "expected the audience of the tokens",
  },
  {
    title: "a subject of another issuer with a quote",
    inputs: { ...OIDC_INPUTS, oidc: { audience: "aws", subjects: ['"'] } },
    rejectedBy: "var.oidc",
    expectedMessage: "expected a token's sub claim",
  },
  {
    title: "no subjects of another issuer",
    inputs: { ...OIDC_INPUTS, oidc: { audience: "aws", subjects: [] } },
    rejectedBy: "var.oidc",
    expectedMessage: "expected a branch, tag, environment or subject",
  },
  {
    title: "a role that reads scans without scanning",
    inputs: { access: "scan", scanning: "none" },
    rejectedBy: "aws_iam_role_policy.this",
    expectedMessage: "expected basic or enhanced",
  },
  {
    title: "a role that pulls with a signing profile",
    inputs: { access: "pull", signing_profiles: ["release"] },
    rejectedBy: "aws_iam_role_policy.this",
    expectedMessage: "expected no signing profiles",
  },
  {
    title: "IDs with GitHub Enterprise Server",
    inputs: {
      oidc_provider_arn: `${PROVIDERS}github.example.com/_services/token`,
      github: { repository: "acme/api", ids: "1/2" },
    },
    rejectedBy: "aws_iam_role.this",
    expectedMessage: "token subjects from GitHub Enterprise Server do not contain IDs",
  },
  {
    title: "a reusable workflow with GitHub Enterprise Server",
    inputs: {
      oidc_provider_arn: `${PROVIDERS}github.example.com/_services/token`,
      github: { repository: "acme/api", workflow: "acme/ci/.github/workflows/push.yaml@refs/heads/main" },
    },
    rejectedBy: "aws_iam_role.this",
    expectedMessage: "a reusable workflow can be required only on github.com",
  },
  {
    title: "a trust policy that is too long",
    inputs: {
      github: { repository: "acme/api", branches: Array.from({ length: 80 }, (_, index) => `branch-${index}`) },
    },
    rejectedBy: "aws_iam_role.this",
    expectedMessage: "expected a trust policy of at most 2048 characters",
  },
  rejected("repositories", "no repositories", [], "expected at least one repository name"),
  ...REPOSITORY_ENTRIES,
  rejected("signing_profiles", "a signing profile with a hyphen", ["my-profile"], "expected the name of an AWS Signer"),
  rejected("pull_repositories", "a wildcard in a pulled repository", ["base*"], "found a wildcard in"),
  FOREIGN_BOUNDARY,
  {
    title: "too many repositories",
    inputs: { repositories: Array.from({ length: 200 }, (_, index) => `team/service-${index}`) },
    rejectedBy: "aws_iam_role_policy.this",
    expectedMessage: "expected a policy of at most 10240 characters",
  },
];

/** Invalid inputs that the construct does not have: it creates or looks up the OIDC provider, and its types exclude the rest. */
export const MODULE_ONLY_INVALID_INPUTS: readonly InvalidInput[] = [
  rejected(
    "oidc_provider_arn",
    "an issuer instead of the ARN",
    "https://gitlab.com",
    "expected the ARN of an OIDC provider",
  ),
  {
    title: "an OIDC provider of another platform",
    inputs: { oidc_provider_arn: `${PROVIDERS}gitlab.com` },
    rejectedBy: "aws_iam_role.this",
    expectedMessage: "expected the OIDC provider of the workflow's platform",
  },
  ...(
    [
      ["every branch", { repository: "acme/api", branch: "*" }],
      ["every repository of an owner", { repository: "acme/*" }],
      ["pull requests", { repository: "acme/api", pull_requests: true }],
    ] as const
  ).map(([title, github]) => ({
    title,
    inputs: { github },
    rejectedBy: "aws_iam_role.this",
    expectedMessage: "expected subjects limited to one project, with a branch, tag or environment",
  })),
  rejected("access", "an unknown access", "write", "expected push, pull, scan or review"),
  rejected("scanning", "an unknown scanning type", "deep", "expected basic, enhanced or none"),
  rejected("scanned_on_request", "a wildcard in a scanned repository", ["team*"], "found a wildcard in"),
  rejected("import_repositories", "a wildcard in an imported repository", ["quay*"], "found a wildcard in"),
  rejected("create_repositories", "a wildcard in a created repository", ["quay*"], "found a wildcard in"),
  {
    title: "an OIDC provider of another account",
    inputs: { oidc_provider_arn: ACCEPTED_INPUTS.oidc_provider_arn.replace(TEST_LOCATION.account, "444455556666") },
    rejectedBy: "aws_iam_role.this",
    expectedMessage: "expected an OIDC provider in the role's account, 111122223333",
  },
  {
    title: "both GitHub and GitLab",
    inputs: { gitlab: GITLAB_INPUTS.gitlab },
    rejectedBy: "var.github",
    expectedMessage: "expected exactly one of github, gitlab and oidc",
  },
];
