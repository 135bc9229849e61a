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
  branch: (branch: string) =>
    `expected one branch name such as main, without refs/heads/ and with only letters, digits and . _ / -, found ${branch}`,
  /** @param remedy a sentence without its full stop */
  policySize: (count: number | string, size: number | string, quota: number, remedy: string) =>
    `expected a policy of at most ${quota} characters, found ${size} characters for ${count} repositories. ${remedy}`,
} as const;
