import { checkRepositoryPolicy } from "../../../src/domain/repository-policy/check";
import { label, policy, PULL, statement } from "../../support/domain/repository-policy";

const ANYBODY = { Principal: "*" };

const faults: [string, object, string, string][] = [
  [
    "no action",
    policy(statement({ Action: undefined })),
    "error repository-policy/action Statement[0].Action",
    'expected at least 1 action, such as "ecr:BatchGetImage", found nothing',
  ],
  [
    "both kinds of action",
    policy(statement({ NotAction: "ecr:PutImage" })),
    "error repository-policy/action Statement[0].NotAction",
    "expected either Action or NotAction, found both. Remove one",
  ],
  [
    "an action without its service",
    policy(statement({ Action: "PutImage" })),
    "error repository-policy/action Statement[0].Action",
    'Did you mean "ecr:PutImage"?',
  ],
  [
    "an action of another service",
    policy(statement({ Action: ["ecr:ListImages", "s3:GetObject"] })),
    "error repository-policy/foreign-action Statement[0].Action[1]",
    "expected an ECR action in a repository policy",
  ],
  [
    "an action of public registries",
    policy(statement({ Action: "ecr-public:PutImage" })),
    "error repository-policy/foreign-action Statement[0].Action",
    "expected an ECR action in a repository policy",
  ],
  [
    "the login",
    policy(statement({ Action: [...PULL, "ecr:GetAuthorizationToken"] })),
    "warning repository-policy/authorization-token Statement[0].Action[2]",
    'expected an action on repositories, found "ecr:GetAuthorizationToken", which has no effect in a repository policy. Allow it in the principal\'s identity policy, with Resource "*"',
  ],
  [
    "an action of the registry",
    policy(statement({ Action: "ecr:DescribeRegistry" })),
    "warning repository-policy/registry-action Statement[0].Action",
    'expected an action on repositories, found "ecr:DescribeRegistry", which acts on the whole registry and has no effect in a repository policy. Allow it in an identity policy',
  ],
  [
    "a misspelt action",
    policy(statement({ Action: "ecr:BatchGetImages" })),
    "warning repository-policy/unknown-action Statement[0].Action",
    'Did you mean "ecr:BatchGetImage"?',
  ],
  [
    "a wildcard for nothing",
    policy(statement({ Action: "ecr:Fetch*" })),
    "warning repository-policy/unknown-action Statement[0].Action",
    'expected a known ECR action, found "ecr:Fetch*". Check the spelling',
  ],
  [
    "a Sid with a blank",
    policy(statement({ Sid: "new statement" })),
    "warning repository-policy/sid-characters Statement[0].Sid",
    "only letters and digits",
  ],
  [
    "a Sid twice",
    policy(statement({ Sid: "A" }), statement({ Sid: "A" })),
    "warning repository-policy/sid-twice Statement[1].Sid",
    'expected a unique value, found "A" twice. Rename one, or remove it',
  ],
  [
    "the world",
    policy(statement(ANYBODY)),
    "error repository-policy/public Statement[0].Principal",
    'expected specific principals, found "*" without a Condition, which allows every AWS account. List the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
  ],
  [
    "the world in a mapping",
    policy(statement({ Principal: { AWS: ["*"] } })),
    "error repository-policy/public Statement[0].Principal",
    'expected specific principals, found "*" without a Condition, which allows every AWS account. List the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
  ],
  [
    "the world with an empty condition",
    policy(statement({ ...ANYBODY, Condition: {} })),
    "error repository-policy/public Statement[0].Principal",
    'expected specific principals, found "*" without a Condition, which allows every AWS account. List the accounts, or add a Condition such as StringEquals aws:PrincipalOrgID',
  ],
  [
    "the world over TLS",
    policy(statement({ ...ANYBODY, Condition: { Bool: { "aws:SecureTransport": "true" } } })),
    "error repository-policy/public-condition Statement[0].Condition",
    "aws:SecureTransport",
  ],
  [
    "all organisations",
    policy(statement({ ...ANYBODY, Condition: { StringLike: { "aws:PrincipalOrgID": "*" } } })),
    "error repository-policy/public-condition Statement[0].Condition",
    "to specific accounts, organizations or networks",
  ],
  [
    "all organisations but one",
    policy(statement({ ...ANYBODY, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-example1234" } } })),
    "error repository-policy/public-condition Statement[0].Condition",
    "to specific accounts, organizations or networks",
  ],
  [
    "an organisation, if any",
    policy(statement({ ...ANYBODY, Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-example1234" } } })),
    "error repository-policy/public-condition Statement[0].Condition",
    "to specific accounts, organizations or networks",
  ],
  [
    "a lock-out by everything",
    policy(statement({ Effect: "Deny", ...ANYBODY, Action: "ecr:*" })),
    "warning repository-policy/lock-out Statement[0].Action",
    "ecr:SetRepositoryPolicy and ecr:DeleteRepositoryPolicy",
  ],
  [
    "a lock-out by name",
    policy(statement({ Effect: "Deny", ...ANYBODY, Action: ["ecr:SetRepositoryPolicy"] })),
    "warning repository-policy/lock-out Statement[0].Action",
    "expected only actions that can be denied to Terraform, found ecr:SetRepositoryPolicy. The denial also applies to Terraform, which could no longer manage the policy. Remove the action, or add a Condition",
  ],
  [
    "a lock-out by exception",
    policy(statement({ Effect: "Deny", ...ANYBODY, Action: undefined, NotAction: PULL })),
    "warning repository-policy/lock-out Statement[0].NotAction",
    "expected only actions that can be denied to Terraform, found ecr:SetRepositoryPolicy and ecr:DeleteRepositoryPolicy. The denial also applies to Terraform, which could no longer manage the policy. Add these actions to NotAction, or add a Condition",
  ],
];

test.each(faults)("%s is named once, at its place", (_, document, expected, words) => {
  const problems = checkRepositoryPolicy(document).filter((problem) =>
    label(problem).endsWith(expected.slice(expected.lastIndexOf(" "))),
  );
  expect(problems.map(label)).toEqual([expected]);
  expect(problems[0]?.message).toContain(words);
});
