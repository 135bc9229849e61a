import { checkRegistryPolicy, checkRepositoryPolicy } from "../../../src/domain/repository-policy/check";
import { type Problem } from "../../../src/domain/problems/problem";
import { policy, PULL, ROLE, statement } from "../../support/domain/repository-policy";

type Parts = Readonly<Record<string, unknown>>;

const shown = (problems: readonly Problem[]): string[] =>
  problems.map(({ severity, rule, message }) => `${severity} ${rule.replace(/^.*\//, "")}: ${message}`);

const found = (parts: Parts): string[] => shown(checkRepositoryPolicy(policy(statement(parts))));

const LAMBDA = { Service: "lambda.amazonaws.com" };
const fromLambda = (Condition?: unknown): Parts => ({ Principal: LAMBDA, Condition });
const FUNCTIONS = "arn:aws:lambda:eu-west-1:444455556666:function:*";
const EVERYONE = { AWS: "*" };

describe("a service", () => {
  test("without the account that it acts for is a confused deputy", () => {
    expect(found(fromLambda())).toEqual([
      expect.stringMatching(/^warning confused-deputy: .* that lambda\.amazonaws\.com acts for, found none/),
    ]);
  });

  test("a function's role is not what Lambda acts for", () => {
    const Condition = { StringLike: { "aws:sourceArn": "arn:aws:iam::111122223333:role/my-function" } };
    expect(found(fromLambda(Condition))).toContain(
      'warning foreign-source: expected the ARN of the resource that lambda.amazonaws.com acts for, found "arn:aws:iam::111122223333:role/my-function". Write an ARN such as "arn:aws:lambda:eu-west-1:111122223333:function:*"',
    );
  });

  test.each([
    [LAMBDA, "arn:aws:codebuild:eu-west-1:111122223333:project/api"],
    [LAMBDA, "arn:aws:lambda:eu-west-1:111122223333:my-function"],
    [LAMBDA, "arn:aws:lambda:eu-west-1:111122223333:layer:*"],
    [LAMBDA, "arn:aws:ecr:eu-west-1:111122223333:repository/team/api"],
    [{ Service: "lambda.amazonaws.com.cn" }, "arn:aws-cn:states:cn-north-1:111122223333:function:f"],
    [{ Service: "codebuild.amazonaws.com" }, "arn:aws:lambda:eu-west-1:111122223333:function:f"],
    [{ Service: ["codebuild.amazonaws.com", "lambda.amazonaws.com"] }, "arn:aws:sqs:eu-west-1:111122223333:queue"],
    [{ Service: "other.amazonaws.com" }, "arn:aws:sts::111122223333:assumed-role/f/s"],
  ])("%j does not act for %s", (Principal, source) => {
    const Condition = { ArnLike: { "aws:SourceArn": source } };
    expect(found({ Principal, Condition }).filter((text) => text.startsWith("warning foreign-source"))).toHaveLength(1);
  });

  test.each([
    [LAMBDA, FUNCTIONS],
    [LAMBDA, "arn:aws:lambda:*:444455556666:function:name"],
    [LAMBDA, "arn:aws:lambda:eu-west-1:444455556666:*"],
    [LAMBDA, "arn:aws:lambda:eu-west-1:444455556666:func*"],
    [{ Service: ["codebuild.amazonaws.com", "lambda.amazonaws.com"] }, FUNCTIONS],
    [{ Service: "omics.amazonaws.com" }, "arn:aws:anything:eu-west-1:444455556666:thing/x"],
  ])("%j may act for %s", (Principal, source) => {
    expect(found({ Principal, Condition: { ArnLike: { "aws:SourceArn": source } } })).toEqual([]);
  });

  test("a wildcard under an exact operator is literal", () => {
    expect(found(fromLambda({ StringEquals: { "aws:sourceArn": FUNCTIONS } }))).toEqual([
      expect.stringMatching(/^warning literal-wildcard: .*Write exact values, or use StringLike for wildcards$/),
    ]);
    expect(found(fromLambda({ StringLike: { "aws:sourceArn": FUNCTIONS } }))).toEqual([]);
  });
});

test.each([
  ["an organization by wildcard", { StringEquals: { "aws:PrincipalOrgID": ["o-*"] } }, "literal-wildcard"],
  ["a tag by wildcard", { "ForAnyValue:StringEqualsIgnoreCase": { "aws:PrincipalTag/a": "b?" } }, "literal-wildcard"],
  [
    "roles of every account",
    { StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/deploy-*" } },
    "public-condition",
  ],
])("everyone, with %s", (_, Condition, rule) => {
  expect(found({ Principal: EVERYONE, Condition })).toContainEqual(expect.stringContaining(` ${rule}: `));
});

describe("keys that the caller never has", () => {
  test.each([
    [LAMBDA, "StringEquals", "aws:PrincipalOrgID", "o-abcdefghij", "Write aws:SourceOrgID, or remove the key"],
    [LAMBDA, "StringLike", "AWS:principalaccount", "444455556666", "Write aws:SourceAccount, or remove the key"],
    [LAMBDA, "StringEquals", "aws:PrincipalTag/team", "a", "Remove the key"],
    [LAMBDA, "ForAnyValue:StringNotEquals", "aws:SourceVpce", "vpce-1a2b3c4d", "Remove the key"],
    [{ AWS: ROLE }, "ArnLike", "aws:SourceArn", FUNCTIONS, "Write aws:PrincipalArn, or remove the key"],
    [{ AWS: "444455556666" }, "StringEquals", "aws:SourceAccount", "444455556666", "Write aws:PrincipalAccount"],
    [{ AWS: [ROLE] }, "StringEquals", "aws:username", "alice", "Remove the key"],
    [{ AWS: "arn:aws:iam::111122223333:user/a" }, "StringEquals", "aws:SourceIdentity", "alice", "Remove the key"],
  ])("%j, %s %s", (Principal, operator, key, value, remedy) => {
    const texts = found({ Principal, Condition: { [operator]: { [key]: value } } });
    expect(texts).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `^warning foreign-key: expected a condition key that is present in requests from .*, found "${key}".*${remedy}`,
        ),
      ),
    );
  });

  test.each([
    [LAMBDA, "StringEqualsIfExists", "aws:PrincipalOrgID", "o-abcdefghij"],
    [LAMBDA, "StringNotEquals", "aws:PrincipalOrgID", "o-abcdefghij"],
    [LAMBDA, "ForAllValues:StringLike", "aws:PrincipalOrgPaths", "o-abcdefghij/*"],
    [LAMBDA, "Null", "aws:PrincipalOrgID", "true"],
    [{ ...LAMBDA, AWS: "444455556666" }, "StringEquals", "aws:PrincipalOrgID", "o-abcdefghij"],
    [EVERYONE, "StringEquals", "aws:SourceAccount", "444455556666"],
    [{ AWS: "444455556666" }, "StringEquals", "aws:username", "alice"],
  ])("%j, %s %s may hold", (Principal, operator, key, value) => {
    const texts = found({ Principal, Condition: { [operator]: { [key]: value } } });
    expect(texts.filter((text) => text.includes("foreign-key"))).toEqual([]);
  });

  test.each(["s3:prefix", "kms:ViaService", "ecr-public:ResourceTag/team", "ecr:ResourceTag"])(
    "%s is not a key of ECR's requests",
    (key) => {
      expect(found({ Condition: { StringEquals: { [key]: "a" } } })).toEqual([
        expect.stringContaining(`warning condition-key: expected a condition key that ECR supports, found "${key}"`),
      ]);
    },
  );
});

describe("values that a key never has", () => {
  test.each([
    ["aws:PrincipalAccount", "arn:aws:iam::111122223333:root", "an account ID of 12 digits"],
    ["aws:PrincipalOrgID", "111122223333", "the ID of an organization"],
    ["aws:PrincipalArn", "111122223333", "the ARN of an IAM principal"],
    ["aws:PrincipalArn", "arn:aws:lambda:eu-west-1:111122223333:function:f", "the ARN of an IAM principal"],
  ])("%s %s", (key, value, expected) => {
    expect(found({ Condition: { StringEquals: { [key]: value } } })).toEqual([
      expect.stringContaining(`warning foreign-value: expected ${expected}`),
    ]);
    expect(found({ Condition: { StringNotEquals: { [key]: value } } })).toEqual([]);
  });

  test("a function's name is not an ARN", () => {
    const texts = found(fromLambda({ StringLike: { "aws:SourceArn": "my-function" } }));
    expect(texts).toContainEqual(expect.stringContaining("foreign-value: expected the ARN of a resource"));
  });
});

test("a registry's policy has the same warnings", () => {
  const registry = (Principal: unknown, Condition: unknown) =>
    checkRegistryPolicy(
      policy({
        Sid: "Pull",
        Effect: "Allow",
        Principal,
        Action: PULL,
        Resource: "arn:aws:ecr:eu-west-1:111122223333:repository/*",
        Condition,
      }),
    ).map(({ rule }) => rule);
  expect(registry(LAMBDA, { StringEquals: { "aws:SourceArn": "arn:aws:iam::444455556666:role/f*" } })).toEqual(
    expect.arrayContaining(["registry-policy/literal-wildcard", "registry-policy/foreign-source"]),
  );
  expect(registry(LAMBDA, { StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } })).toEqual(
    expect.arrayContaining(["registry-policy/foreign-key", "registry-policy/confused-deputy"]),
  );
});
