import { ROLE_LIMITS } from "./role-limits";

const { least, most } = ROLE_LIMITS.sessionSeconds;

/**
 * Messages about any role, for the checks and for the Terraform modules. Arguments are text as the message shows it: a quoted
 * value in the checks, a Terraform expression in the modules.
 */
export const ROLE_MESSAGES = {
  roleName: (name: string, length: number | string) =>
    `expected 1 to 64 letters, digits and _ + = , . @ -, found ${name} (${length} characters)`,
  path: (path: string) =>
    `expected a path of printable ASCII characters without spaces that starts and ends with a slash, such as "/platform/", and has at most ${ROLE_LIMITS.pathLength} characters, found ${path}`,
  description: (length: number | string) =>
    `expected at most 1,000 characters, Latin-1 only, found ${length} characters. Shorten the text, or remove characters outside Latin-1`,
  permissionsBoundary: (arn: string, account: string, partition: string) =>
    `expected a managed policy in the role's account (arn:${partition}:iam::${account}:policy/<name>) or an AWS managed policy (arn:${partition}:iam::aws:policy/<name>), found ${arn}`,
  maxSessionDuration: (seconds: string) =>
    `expected a whole number of seconds from ${least} (1 hour) to ${most} (12 hours), found ${seconds}`,
} as const;

/** @param remedy a sentence without its full stop */
export function trustPolicySize(size: number | string, quota: number | string, remedy: string): string {
  return `expected a trust policy of at most ${quota} characters, found ${size}. ${remedy}`;
}
