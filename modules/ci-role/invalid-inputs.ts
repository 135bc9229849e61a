import { refusedValue as of, type InvalidInput } from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";

/** Where the inputs are refused or accepted. */
export const TEST_LOCATION = { account: "111122223333", region: "eu-west-1" } as const;

const PROVIDERS = "arn:aws:iam::111122223333:oidc-provider/";

/** The least that the module takes. */
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

/** Inputs that the module refuses, and the checks of the construct with it. What every role has, operator-role's tests try. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  of("name", "a role name with a blank", "my role", "is no name of a role; 1 to 64 letters, digits"),
  of("github", "a pattern of repositories", { repository: "acme/*" }, "expected the project's path, such as acme/api"),
  of(
    "github",
    "every branch",
    { repository: "acme/api", branch: "*" },
    "expected one branch such as main, of letters, digits and . _ / - as Git allows",
  ),
  ...["refs/heads/main", "a..b", "a/", "-x", "a.lock", "a b", "a//b", ".a", "HEAD"].map((branch) =>
    of("github", `the branch ${branch}`, { repository: "acme/api", branch }, "expected one branch such as main"),
  ),
  ...["-acme/api", "acme/api.git", "acme/..", `${"a".repeat(40)}/api`].map((repository) =>
    of("github", `the repository ${repository}`, { repository }, "expected the project's path"),
  ),
  ...["acme/.api", "acme/api.", "acme.atom/api", "-acme/api"].map((project) => ({
    title: `the project ${project}`,
    inputs: { ...GITLAB_INPUTS, gitlab: { project } },
    rejectedBy: "var.gitlab",
    expectedMessage: "expected the project's path",
  })),
  of(
    "github",
    "numbers that are none",
    { repository: "acme/api", ids: "acme/1" },
    "the numbers of owner and repository are allowed, as in 123456/456789",
  ),
  {
    title: "a project without a group",
    inputs: { ...GITLAB_INPUTS, gitlab: { project: "api" } },
    rejectedBy: "var.gitlab",
    expectedMessage: "expected the project's path, such as acme/backend/api",
  },
  {
    title: "every branch of a project",
    inputs: { ...GITLAB_INPUTS, gitlab: { project: "acme/api", branch: "release/*" } },
    rejectedBy: "var.gitlab",
    expectedMessage: "expected one branch such as main, of letters, digits and . _ / - as Git allows",
  },
  of("repositories", "nothing to push to", [], "nothing is listed, so the role could push nowhere"),
  of("repositories", "a wildcard", ["team*"], "has a wildcard"),
  of("repositories", "a prefix with two slashes", ["team//"], "can begin no repository's name"),
  of("repositories", "a repository of one character", ["a"], "2 to 256"),
  of("repositories", "a repository with a blank", ["my api"], "letters a-z, digits and . _ - / are allowed"),
  {
    title: "a boundary of another account",
    inputs: { permissions_boundary: "arn:aws:iam::444455556666:policy/b" },
    rejectedBy: "aws_iam_role.this",
    expectedMessage:
      "is no managed policy for a role in account 111122223333; arn:aws:iam::111122223333:policy/<name> or",
  },
  {
    title: "too many repositories",
    inputs: { repositories: Array.from({ length: 200 }, (_, index) => `team/service-${index}`) },
    rejectedBy: "aws_iam_role_policy.this",
    expectedMessage: 'and IAM takes 10240; list prefixes such as "team/" in repositories',
  },
];

/** What the construct can not be given: it makes or looks up the OIDC provider itself, and types tell the rest. */
export const MODULE_ONLY_INVALID_INPUTS: readonly InvalidInput[] = [
  of("oidc_provider_arn", "an issuer in place of the ARN", "https://gitlab.com", "is no ARN of an OIDC provider"),
  {
    title: "a provider of another platform",
    inputs: { oidc_provider_arn: `${PROVIDERS}gitlab.com` },
    rejectedBy: "aws_iam_role.this",
    expectedMessage: "is the OIDC provider of another platform",
  },
  of("scanning", "a scan of no kind", "deep", "basic, enhanced or none are allowed"),
  of("scanned_on_request", "a pattern of scans", ["team*"], "has a wildcard"),
  {
    title: "a provider of another account",
    inputs: { oidc_provider_arn: ACCEPTED_INPUTS.oidc_provider_arn.replace(TEST_LOCATION.account, "444455556666") },
    rejectedBy: "aws_iam_role.this",
    expectedMessage: "is no OIDC provider of the role's account, 111122223333, and a role trusts no others",
  },
  {
    title: "both platforms",
    inputs: { gitlab: GITLAB_INPUTS.gitlab },
    rejectedBy: "var.github",
    expectedMessage: "found both github and gitlab, or neither",
  },
];
