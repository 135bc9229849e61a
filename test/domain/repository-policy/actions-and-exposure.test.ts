import { checkRepositoryPolicy } from "../../../src/domain/repository-policy/check";
import { label, policy, PULL, statement } from "./support";

const ANYBODY = { Principal: "*" };

const faults: [string, object, string, string][] = [
  [
    "no action",
    policy(statement({ Action: undefined })),
    "error repository-policy/action Statement[0].Action",
    "missing; write the actions",
  ],
  [
    "both kinds of action",
    policy(statement({ NotAction: "ecr:PutImage" })),
    "error repository-policy/action Statement[0].NotAction",
    "leave one out",
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
    "actions of ecr only",
  ],
  [
    "an action of public registries",
    policy(statement({ Action: "ecr-public:PutImage" })),
    "error repository-policy/foreign-action Statement[0].Action",
    "actions of ecr only",
  ],
  [
    "the login",
    policy(statement({ Action: [...PULL, "ecr:GetAuthorizationToken"] })),
    "error repository-policy/authorization-token Statement[0].Action[2]",
    'allow it in an identity policy of who logs in, with Resource "*"',
  ],
  [
    "an action of the registry",
    policy(statement({ Action: "ecr:DescribeRegistry" })),
    "warning repository-policy/registry-action Statement[0].Action",
    "void here",
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
    "no action of ECR that is known here",
  ],
  [
    "a Sid with a blank",
    policy(statement({ Sid: "new statement" })),
    "warning repository-policy/sid-characters Statement[0].Sid",
    "letters and digits only",
  ],
  [
    "a Sid twice",
    policy(statement({ Sid: "A" }), statement({ Sid: "A" })),
    "warning repository-policy/sid-twice Statement[1].Sid",
    'Sid "A" is there twice',
  ],
  [
    "the world",
    policy(statement(ANYBODY)),
    "error repository-policy/public Statement[0].Principal",
    "every AWS account in the world",
  ],
  [
    "the world in a mapping",
    policy(statement({ Principal: { AWS: ["*"] } })),
    "error repository-policy/public Statement[0].Principal",
    "every AWS account in the world",
  ],
  [
    "the world with an empty condition",
    policy(statement({ ...ANYBODY, Condition: {} })),
    "error repository-policy/public Statement[0].Principal",
    "name the accounts",
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
    "which does not limit it to exact accounts",
  ],
  [
    "all organisations but one",
    policy(statement({ ...ANYBODY, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-example1234" } } })),
    "error repository-policy/public-condition Statement[0].Condition",
    "which does not limit it to exact accounts",
  ],
  [
    "an organisation, if any",
    policy(statement({ ...ANYBODY, Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-example1234" } } })),
    "error repository-policy/public-condition Statement[0].Condition",
    "which does not limit it to exact accounts",
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
    "denies ecr:SetRepositoryPolicy to everybody",
  ],
  [
    "a lock-out by exception",
    policy(statement({ Effect: "Deny", ...ANYBODY, Action: undefined, NotAction: PULL })),
    "warning repository-policy/lock-out Statement[0].NotAction",
    "take the policy back",
  ],
];

test.each(faults)("%s is named once, at its place", (_, document, expected, words) => {
  const problems = checkRepositoryPolicy(document).filter((problem) =>
    label(problem).endsWith(expected.slice(expected.lastIndexOf(" "))),
  );
  expect(problems.map(label)).toEqual([expected]);
  expect(problems[0]?.message).toContain(words);
});
