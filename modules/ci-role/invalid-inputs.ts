import {
  FOREIGN_BOUNDARY,
  PROVIDERS,
  refusedBy,
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

const github = (title: string, words: string, source: ModuleDocument): InvalidInput =>
  rejected("github", title, words, { repository: "acme/api", ...source });
const gitlab = (title: string, words: string, source: ModuleDocument): InvalidInput =>
  refusedBy("var.gitlab", title, words, { ...GITLAB_INPUTS, gitlab: { project: "acme/api", ...source } });
const oidc = (title: string, words: string, source: ModuleDocument): InvalidInput =>
  refusedBy("var.oidc", title, words, { ...OIDC_INPUTS, oidc: { audience: "aws", ...source } });

/** Inputs that the module and the construct's checks reject. operator-role's tests cover the inputs that all roles share. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  ROLE_NAME,
  ...["refs/heads/main", "a..b", "a/", "-x", "a.lock", "a b", "a//b", ".a", "HEAD"].map((branch) =>
    github(`the branch ${branch}`, "expected a branch such as main", { branch }),
  ),
  ...["-acme/api", "acme/api.git", "acme/..", `${"a".repeat(40)}/api`].map((repository) =>
    github(`the repository ${repository}`, "expected the project's path", { repository }),
  ),
  ...["acme/.api", "acme/api.", "acme.atom/api", "-acme/api"].map((project) =>
    gitlab(`the project ${project}`, "expected the project's path", { project }),
  ),
  github(
    "IDs that are not numeric",
    "expected the numeric IDs of the owner and the repository, such as 123456/456789",
    { ids: "acme/1" },
  ),
  gitlab("a project without a group", "expected the project's path without .git, such as acme/backend/api", {
    project: "api",
  }),
  github("a tag with a colon", "expected a tag such as v1.2.0", { tags: ["v:1"] }),
  github("a branch in a list", "expected a branch such as main", { branches: ["a b"] }),
  github("an environment with a policy variable", "expected an environment such as production", {
    environments: ["${aws:username}"].map(literalText),
  }),
  github("a workflow without its ref", "expected a workflow file with its ref", {
    workflow: "acme/ci/.github/workflows/push.yaml",
  }),
  github("a former project with one ID", "expected the repository's previous name", { formerly: "acme@1/old" }),
  github("a subject with a quote", "expected a token's sub claim", { subjects: ['repo:acme/api:"'] }),
  gitlab("a branch of a project in a list", "expected a branch such as main", { branches: ["a b"] }),
  gitlab("a tag of a project", "expected a tag such as v1.2.0", { tags: ["refs/tags/v1"] }),
  gitlab("an unknown tier", "expected production, staging, testing", { deployment_tier: "live" }),
  gitlab("a subject of a project", "expected a token's sub claim", { subjects: ["a "] }),
  gitlab("a branch of a project", "expected a branch such as main", { branch: "a b" }),
  oidc("an audience with a space", "expected the audience of the tokens", { audience: "a b", subjects: ["a:b"] }),
  oidc("a subject of another issuer with a quote", "expected a token's sub claim", { subjects: ['"'] }),
  oidc("no subjects of another issuer", "expected a branch, tag, environment or subject", { subjects: [] }),
  refusedBy("aws_iam_role_policy.this", "a role that reads scans without scanning", "expected basic or enhanced", {
    access: "scan",
    scanning: "none",
  }),
  refusedBy("aws_iam_role_policy.this", "a role that pulls with a signing profile", "expected no signing profiles", {
    access: "pull",
    signing_profiles: ["release"],
  }),
  refusedBy(
    "aws_iam_role.this",
    "IDs with GitHub Enterprise Server",
    "token subjects from GitHub Enterprise Server do not contain IDs",
    {
      oidc_provider_arn: `${PROVIDERS}github.example.com/_services/token`,
      github: { repository: "acme/api", ids: "1/2" },
    },
  ),
  refusedBy(
    "aws_iam_role.this",
    "a reusable workflow with GitHub Enterprise Server",
    "a reusable workflow can be required only on github.com",
    {
      oidc_provider_arn: `${PROVIDERS}github.example.com/_services/token`,
      github: { repository: "acme/api", workflow: "acme/ci/.github/workflows/push.yaml@refs/heads/main" },
    },
  ),
  refusedBy(
    "aws_iam_role.this",
    "a trust policy that is too long",
    "expected a trust policy of at most 2048 characters",
    {
      github: { repository: "acme/api", branches: Array.from({ length: 80 }, (_, index) => `branch-${index}`) },
    },
  ),
  rejected("repositories", "no repositories", "expected at least one repository name", []),
  ...REPOSITORY_ENTRIES,
  rejected("signing_profiles", "a signing profile with a hyphen", "expected the name of an AWS Signer", ["my-profile"]),
  rejected("pull_repositories", "a wildcard in a pulled repository", "found a wildcard in", ["base*"]),
  FOREIGN_BOUNDARY,
  refusedBy("aws_iam_role_policy.this", "too many repositories", "expected a policy of at most 10240 characters", {
    repositories: Array.from({ length: 200 }, (_, index) => `team/service-${index}`),
  }),
];

/** Invalid inputs that the construct does not have: it creates or looks up the OIDC provider, and its types exclude the rest. */
export const MODULE_ONLY_INVALID_INPUTS: readonly InvalidInput[] = [
  rejected(
    "oidc_provider_arn",
    "an issuer instead of the ARN",
    "expected the ARN of an OIDC provider",
    "https://gitlab.com",
  ),
  refusedBy(
    "aws_iam_role.this",
    "an OIDC provider of another platform",
    "expected the OIDC provider of the workflow's platform",
    { oidc_provider_arn: `${PROVIDERS}gitlab.com` },
  ),
  ...(
    [
      ["every branch", { repository: "acme/api", branch: "*" }],
      ["every repository of an owner", { repository: "acme/*" }],
      ["pull requests", { repository: "acme/api", pull_requests: true }],
    ] as const
  ).map(([title, github]) =>
    refusedBy(
      "aws_iam_role.this",
      title,
      "expected subjects limited to one project, with a branch, tag or environment",
      { github },
    ),
  ),
  rejected("access", "an unknown access", "expected push, pull, scan or review", "write"),
  rejected("scanning", "an unknown scanning type", "expected basic, enhanced or none", "deep"),
  rejected("scanned_on_request", "a wildcard in a scanned repository", "found a wildcard in", ["team*"]),
  rejected("import_repositories", "a wildcard in an imported repository", "found a wildcard in", ["quay*"]),
  rejected("create_repositories", "a wildcard in a created repository", "found a wildcard in", ["quay*"]),
  refusedBy(
    "aws_iam_role.this",
    "an OIDC provider of another account",
    "expected an OIDC provider in the role's account, 111122223333",
    { oidc_provider_arn: ACCEPTED_INPUTS.oidc_provider_arn.replace(TEST_LOCATION.account, "444455556666") },
  ),
  refusedBy("var.github", "both GitHub and GitLab", "expected exactly one of github, gitlab and oidc", {
    gitlab: GITLAB_INPUTS.gitlab,
  }),
];
