/** What is said of a wrong role, by the checks and by the Terraform module alike. */
export const MESSAGES = {
  noRepositories:
    'nothing is listed, so the role could push nowhere; list prefixes such as "team/" or repository names',
  smallerPolicy: 'list prefixes such as "team/" in repositories, or make a role for each team',
  onePlatform: "found both github and gitlab, or neither; a role is for one of them, make a second for the other",
  otherPlatform: (arn: string) =>
    `${arn} is the OIDC provider of another platform; GitHub's is called oidc-provider/token.actions.githubusercontent.com, a GitLab's by its host name`,
  otherAccount: (arn: string, account: string) =>
    `${arn} is no OIDC provider of the role's account, ${account}, and a role trusts no others; make one there`,
  providerArn: (arn: string) =>
    `${arn} is no ARN of an OIDC provider, arn:<partition>:iam::<account>:oidc-provider/<issuer without https://>`,
  scanning: (scanning: string) => `found ${scanning}; basic, enhanced or none are allowed`,
} as const;
