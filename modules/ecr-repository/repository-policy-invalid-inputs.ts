import { refusedValue, type InvalidInput } from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";

const STATEMENT = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "ecr:BatchGetImage" };

/** A policy with one statement that is wrong by these keys; `undefined` takes one out. */
const policy = (wrong: string, words: string, statement: ModuleDocument, document: ModuleDocument = {}): InvalidInput =>
  refusedValue(
    "repository_policy",
    wrong,
    JSON.stringify({ Version: "2012-10-17", Statement: [{ ...STATEMENT, ...statement }], ...document }),
    words,
  );

/** Repository policies that the modules refuse, and the checks of the construct with them. */
export const REFUSED_POLICIES: readonly InvalidInput[] = [
  policy("a policy without statements", "at least 1", {}, { Statement: [] }),
  policy("a policy of an unknown version", "2012-10-17 or 2008-10-17", {}, { Version: "2020-01-01" }),
  policy("a policy of no version", "2012-10-17 or 2008-10-17", {}, { Version: undefined }),
  policy("a policy with Resource", "a repository policy is about its own repository and has none", { Resource: "*" }),
  policy("an unknown effect", "Allow or Deny", { Effect: "allow" }),
  policy("a misspelt key of a statement", "unknown key", { Conditions: {} }),
  policy("a null in a statement", "null, which AWS refuses; leave it out", { Condition: null }),
  policy("a statement about nobody", "a repository policy says whom each statement is about", { Principal: undefined }),
  policy("both kinds of principals", "a statement has one of them", { NotPrincipal: "*" }),
  policy("everybody but one is allowed", "NotPrincipal with Allow would allow everybody else, strangers included", {
    Principal: undefined,
    NotPrincipal: { AWS: "111122223333" },
  }),
  policy("the whole world may pull", 'Principal "*" without a Condition allows every AWS account in the world', {
    Principal: "*",
  }),
  policy("the whole world may pull by a list", "allows every AWS account in the world", {
    Principal: { AWS: ["*"] },
    Condition: {},
  }),
  policy("a principal of no kind", "a principal has its kind in front", {
    Principal: "arn:aws:iam::111122223333:root",
  }),
  policy("a principal of an unknown kind", "AWS, Service", { Principal: { Aws: "111122223333" } }),
  policy("a group in a policy", "groups cannot be principals", {
    Principal: { AWS: ["111122223333", "arn:aws:iam::111122223333:group/team"] },
  }),
  policy("a pattern of principals", "a principal has no wildcards; name each", {
    Principal: { AWS: "arn:aws:iam::111122223333:role/*" },
  }),
  policy("a service without its domain", "a service is named by its domain", { Principal: { Service: "codebuild" } }),
  policy("a statement about no action", "write the actions that the statement is about", { Action: undefined }),
  policy("both kinds of actions", "a statement has one of them", { NotAction: "ecr:PutImage" }),
  policy("an empty list of actions", "at least 1", { Action: [] }),
  policy("an action without its service", "an action is a service and a name", { Action: "BatchGetImage" }),
  policy("an action of another service", "a repository policy is about actions of ecr only", {
    Action: ["ecr:BatchGetImage", "s3:GetObject"],
  }),
  policy("a login", "ecr:GetAuthorizationToken is about no repository, so it is void here", {
    Action: "ecr:GetAuthorizationToken",
  }),
  policy("a long policy", "join statements, or grant to an account or organisation", { Sid: "x".repeat(10_240) }),
  {
    title: "a policy that is long with its grants",
    inputs: {
      pull_principals: ["111122223333"],
      repository_policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Sid: "x".repeat(10_000), ...STATEMENT }],
      }),
    },
    rejectedBy: "aws_ecr_repository_policy.this",
    expectedMessage: "join statements, or grant to an account or organisation",
  },
  {
    title: "a principal of another partition",
    inputs: {
      repository_policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ ...STATEMENT, Principal: { AWS: "arn:aws-cn:iam::111122223333:root" } }],
      }),
    },
    rejectedBy: "aws_ecr_repository_policy.this",
    expectedMessage: "name one of",
  },
];

/** Policies that the construct only warns of. */
export const DOUBTFUL_POLICIES: readonly InvalidInput[] = [
  policy(
    "a name of two statements",
    "give each its own",
    {},
    { Statement: [0, 1].map(() => ({ Sid: "Pull", ...STATEMENT })) },
  ),
];
