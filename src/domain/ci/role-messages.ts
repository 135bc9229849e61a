/** Messages about a CI role, for the checks and for the Terraform module. Values are as in `messages.ts`. */
export const MESSAGES = {
  noRepositories: 'expected at least one repository name or prefix (such as "team/"), found none',
  smallerPolicy: 'Use prefixes such as "team/", or create a role for each team',
  onePlatform:
    "expected either github or gitlab, found both or neither. Set exactly one, and create a separate role for each platform",
  otherPlatform: (arn: string) =>
    `expected the OIDC provider of the workflow's platform, found ${arn}. The ARN must end in token.actions.githubusercontent.com for GitHub, or in the instance's host name for GitLab`,
  otherAccount: (arn: string, account: string) =>
    `expected an OIDC provider in the role's account, ${account}, found ${arn}. Create one in that account`,
  providerArn: (arn: string) =>
    `expected the ARN of an OIDC provider (arn:<partition>:iam::<account>:oidc-provider/<issuer without https://>), found ${arn}`,
  scanning: (scanning: string) => `expected basic, enhanced or none, found ${scanning}`,
} as const;
