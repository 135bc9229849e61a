/** Prints the numeric IDs of a GitHub repository's owner and of the repository, separated by a slash. */
export function githubIdsCommand(project: string): string {
  return `gh api repos/${project} --jq '"\\(.owner.id)/\\(.id)"'`;
}

/**
 * Messages about the source of a workflow, for the checks and for the Terraform module. Arguments are text as the message shows
 * it: a quoted value in the checks, a Terraform expression in the module.
 */
export const MESSAGES = {
  path: (path: string, example: string) =>
    `expected the project's path without .git, such as ${example}, found ${path}`,
  ids: (ids: string) =>
    `expected the numeric IDs of the owner and the repository, such as 123456/456789, found ${ids}. To print them, run ${githubIdsCommand("OWNER/REPOSITORY")}`,
  serverIds: "token subjects from GitHub Enterprise Server do not contain IDs. Remove the IDs",
  formerly: (project: string) =>
    `expected the repository's previous name, such as acme/old-api or acme@123456/old-api@456789, found ${project}`,
  oneBranch: (branch: string) =>
    `expected one branch name such as main, without refs/heads/ and with only letters, digits and . _ / -, found ${branch}`,
  branch: (branch: string) =>
    `expected a branch such as main or a pattern such as release/*, without refs/heads/ and with only letters, digits and . _ / - *, found ${branch}`,
  tag: (tag: string) =>
    `expected a tag such as v1.2.0 or a pattern such as v*, without refs/tags/ and with only letters, digits and . _ / - *, found ${tag}`,
  environment: (environment: string) =>
    `expected an environment such as production or a pattern such as prod-*, with only letters, digits, spaces and . _ / - *, found ${environment}`,
  workflow: (workflow: string) =>
    `expected a workflow file with its ref, such as acme/ci/.github/workflows/push.yaml@refs/heads/main, found ${workflow}`,
  serverWorkflow:
    "a reusable workflow can be required only on github.com, because AWS reads this claim only from github.com's tokens. On your instance, add job_workflow_ref to the repository's subject, and list the resulting subjects under subjects",
  tier: (tier: string) => `expected production, staging, testing, development or other, found ${tier}`,
  subject: (subject: string) =>
    `expected a token's sub claim that contains only printable ASCII characters except $ " and \\, found ${subject}`,
  noRuns: "expected a branch, tag, environment or subject, found none. Set which runs may assume the role",
  broadPath: (path: string, example: string) =>
    `expected the project's path without .git, such as ${example}, found the pattern ${path}. Name the project, or state the reason in allowBroad in ciRoles`,
  broadProject: (subject: string) =>
    `expected a subject limited to one project, found ${subject}, which also matches tokens from other projects. Name the project, or state the reason in allowBroad`,
  broadRun: (subject: string) =>
    `expected a subject with a branch, tag or environment for a role that pushes, found ${subject}. Name a branch, tag or environment, use a pattern with at least 3 literal characters, set access: pull, or state the reason in allowBroad`,
  broadWorkflow: (workflow: string) =>
    `expected a workflow with a branch, tag or commit, found ${workflow}. With this ref, the workflow can come from too many branches or tags of its repository. Name a branch, tag or commit, or state the reason in allowBroad`,
} as const;
