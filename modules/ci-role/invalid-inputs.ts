import { refusedValue as rejected, type InvalidInput } from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";

/** Account and region of the tests. */
export const TEST_LOCATION = { account: "111122223333", region: "eu-west-1" } as const;

const PROVIDERS = "arn:aws:iam::111122223333:oidc-provider/";

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

/** Inputs that the module and the construct's checks reject. operator-role's tests cover the inputs that all roles share. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  rejected("name", "a role name with a space", "my role", "expected 1 to 64 letters, digits and _ + = , . @ -"),
  rejected(
    "github",
    "a pattern of repositories",
    { repository: "acme/*" },
    "expected the project's path without .git, such as acme/api",
  ),
  rejected(
    "github",
    "a pattern of branches",
    { repository: "acme/api", branch: "*" },
    "expected one branch name such as main",
  ),
  ...["refs/heads/main", "a..b", "a/", "-x", "a.lock", "a b", "a//b", ".a", "HEAD"].map((branch) =>
    rejected("github", `the branch ${branch}`, { repository: "acme/api", branch }, "expected one branch name"),
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
  {
    title: "a pattern of branches of a project",
    inputs: { ...GITLAB_INPUTS, gitlab: { project: "acme/api", branch: "release/*" } },
    rejectedBy: "var.gitlab",
    expectedMessage: "expected one branch name such as main",
  },
  rejected("repositories", "no repositories", [], "expected at least one repository name"),
  rejected("repositories", "a wildcard in a repository name", ["team*"], "found a wildcard in"),
  rejected("pull_repositories", "a wildcard in a pulled repository", ["base*"], "found a wildcard in"),
  rejected(
    "repositories",
    "a prefix with two slashes",
    ["team//"],
    "expected a prefix of lowercase letters and digits",
  ),
  rejected("repositories", "a repository name of one character", ["a"], "2 to 256"),
  rejected(
    "repositories",
    "a repository name with a space",
    ["my api"],
    "only letters a-z, digits and . _ - / are allowed",
  ),
  {
    title: "a permissions boundary of another account",
    inputs: { permissions_boundary: "arn:aws:iam::444455556666:policy/b" },
    rejectedBy: "aws_iam_role.this",
    expectedMessage: "expected a managed policy in the role's account (arn:aws:iam::111122223333:policy/<name>)",
  },
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
    expectedMessage: "expected either github or gitlab",
  },
];
