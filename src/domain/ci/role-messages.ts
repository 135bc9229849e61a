/** Messages about a CI role, for the checks and for the Terraform module. Values are as in `messages.ts`. */
export const MESSAGES = {
  noRepositories: 'expected at least one prefix, such as "team/", or repository name, found none',
  smallerPolicy: 'List prefixes such as "team/", or create a role for each team',
  onePlatform: "expected either github or gitlab, found both or neither. Create one role for each platform",
  otherPlatform: (arn: string) =>
    `expected the OIDC provider of the workflow's platform, found ${arn}. The ARN ends in token.actions.githubusercontent.com for GitHub, in the host name for GitLab`,
  otherAccount: (arn: string, account: string) =>
    `expected an OIDC provider of the role's account, ${account}, found ${arn}. Create one there`,
  providerArn: (arn: string) =>
    `expected the ARN of an OIDC provider (arn:<partition>:iam::<account>:oidc-provider/<issuer without https://>), found ${arn}`,
  scanning: (scanning: string) => `expected basic, enhanced or none, found ${scanning}`,
} as const;
