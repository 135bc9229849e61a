/**
 * What is said of a wrong source, by the checks and by the Terraform module alike. Values come as they are shown: quoted text
 * here, an expression in the module.
 */
export const MESSAGES = {
  path: (path: string, example: string) =>
    `expected the project's path, such as ${example}, without .git, found ${path}`,
  ids: (ids: string) =>
    `found ${ids}; the numbers of owner and repository are allowed, as in 123456/456789: gh api repos/OWNER/REPOSITORY --jq '"\\(.owner.id)/\\(.id)"'`,
  branch: (branch: string) =>
    `expected one branch such as main, of letters, digits and . _ / - as Git allows, without refs/heads/, found ${branch}`,
  policySize: (count: number | string, size: number | string, quota: number, remedy: string) =>
    `a policy about ${count} repositories has ${size} characters, and IAM takes ${quota}; ${remedy}`,
} as const;
