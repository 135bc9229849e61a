import { trustPolicySize } from "../iam/role-messages";
import { oneOf } from "../problems/problem";
import { CI_ACCESS } from "./breadth";

/** What a signing profile is, for messages. */
export const EXPECTED_PROFILE =
  "the name of an AWS Signer profile (2 to 64 letters, digits and _) or its ARN (arn:<partition>:signer:<region>:<account>:/signing-profiles/<name>)";

/** Messages about a CI role, for the checks and for the Terraform module. Values are as in `messages.ts`. */
export const MESSAGES = {
  noRepositories: 'expected at least one repository name or prefix (such as "team/"), found none',
  smallerPolicy: 'Use prefixes such as "team/", or create a role for each team',
  onePlatform:
    "expected exactly one of github, gitlab and oidc, found none or several. Create a separate role for each platform",
  broadSubjects: (subjects: string) =>
    `expected subjects limited to one project, with a branch, tag or environment for a role that pushes, found ${subjects}. Narrow them, set access = "pull", or state the reason in allow_broad`,
  otherPlatform: (arn: string) =>
    `expected the OIDC provider of the workflow's platform, found ${arn}. The ARN must end in token.actions.githubusercontent.com for GitHub (or in the issuer of your own GitHub instance), or in the instance's host name for GitLab`,
  otherAccount: (arn: string, account: string) =>
    `expected an OIDC provider in the role's account, ${account}, found ${arn}. Create one in account ${account}`,
  providerArn: (arn: string) =>
    `expected the ARN of an OIDC provider (arn:<partition>:iam::<account>:oidc-provider/<issuer without https://>), found ${arn}`,
  audience: (audience: string) =>
    `expected the audience of the tokens, 1 to 255 characters without spaces or $ " \\ * ?, found ${audience}`,
  unusedReason:
    "this reason has no effect, because every subject is limited to one project and to named runs. Remove it",
  scanNone: 'expected basic or enhanced for a role with access: scan, found "none"',
  signingProfile: (profile: string) => `expected ${EXPECTED_PROFILE}, found ${profile}`,
  signingAccess: (access: string) =>
    `expected no signing profiles for a role with access: ${access}, because ECR signs only images that the role pushes. Remove them`,
  access: (access: string) => `expected ${oneOf(CI_ACCESS)}, found ${access}`,
  scanning: (scanning: string) => `expected basic, enhanced or none, found ${scanning}`,
  /** @param remedy a sentence without its full stop */
  policySize: (count: number | string, size: number | string, quota: number, remedy: string) =>
    `expected a policy of at most ${quota} characters, found ${size} characters (number of repositories: ${count}). ${remedy}`,
  trustSize: (size: number | string, quota: number) =>
    trustPolicySize(size, quota, "List fewer subjects, use patterns, or create a second role"),
} as const;
