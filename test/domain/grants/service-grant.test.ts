import { grantText, serviceGrant } from "../../../src/domain/grants/service-grant";

const LOCATION = { account: "111122223333", region: "eu-west-1" };
const PULL = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const FUNCTIONS = "arn:aws:lambda:eu-west-1:111122223333:function:*";

function statement(service: unknown, Condition?: object, more: object = {}) {
  return { Effect: "Allow", Principal: { Service: service }, Action: PULL, ...(Condition && { Condition }), ...more };
}

const LAMBDA = "lambda.amazonaws.com";
const CODEBUILD = "codebuild.amazonaws.com";

test.each<[string, object, string]>([
  [
    "all functions of an account",
    statement(LAMBDA, { StringLike: { "aws:sourceArn": FUNCTIONS } }),
    '{ service: lambda, sourceAccount: "111122223333" }',
  ],
  [
    "functions of several accounts",
    statement(LAMBDA, { ArnLike: { "aws:SourceArn": [FUNCTIONS, FUNCTIONS.replace("111122223333", "444455556666")] } }),
    '{ service: lambda, sourceAccount: ["111122223333", "444455556666"] }',
  ],
  [
    "one function",
    statement(LAMBDA, { ArnEquals: { "aws:SourceArn": FUNCTIONS.replace("*", "api") } }),
    '{ service: lambda, sourceArn: "arn:aws:lambda:eu-west-1:111122223333:function:api" }',
  ],
  ["Lambda's old statement without a source", statement(LAMBDA), '{ service: lambda, sourceAccount: "111122223333" }'],
  [
    "projects of an account",
    statement(CODEBUILD, { StringEquals: { "aws:SourceAccount": "444455556666" } }),
    '{ service: codebuild, sourceAccount: "444455556666" }',
  ],
  [
    "a domain of another form",
    statement("ecs.amazonaws.com.cn", { StringEquals: { "aws:SourceAccount": "444455556666" } }),
    '{ service: "ecs.amazonaws.com.cn", sourceAccount: "444455556666" }',
  ],
  [
    "every action of ECR",
    statement(CODEBUILD, { StringEquals: { "aws:SourceAccount": "444455556666" } }, { Action: "ecr:*" }),
    '{ service: codebuild, sourceAccount: "444455556666" }',
  ],
])("a statement for %s becomes a grant", (_what, found, text) => {
  const grant = serviceGrant({ ...found }, LOCATION);
  expect(grant && grantText(grant)).toBe(text);
});

test.each<[string, object]>([
  ["denies", statement(LAMBDA, undefined, { Effect: "Deny" })],
  ["does not allow a pull", statement(LAMBDA, undefined, { Action: "ecr:BatchGetImage" })],
  ["is for two services", statement([LAMBDA, CODEBUILD])],
  ["is for an account too", { ...statement(LAMBDA), Principal: { Service: LAMBDA, AWS: "444455556666" } }],
  ["is for everyone", { ...statement(LAMBDA), Principal: "*" }],
  ["requires something else", statement(CODEBUILD, { StringEquals: { "aws:SourceOrgID": "o-a1b2c3d4e5" } })],
  ["excludes sources", statement(CODEBUILD, { StringNotEquals: { "aws:SourceAccount": "444455556666" } })],
  ["is for functions elsewhere", statement(LAMBDA, { ArnLike: { "aws:SourceArn": FUNCTIONS.replace("eu", "us") } })],
  ["is for any account's projects", statement(CODEBUILD, { ArnLike: { "aws:SourceArn": "arn:aws:codebuild:*:*:*" } })],
])("a statement that %s does not", (_what, found) => {
  expect(serviceGrant({ ...found }, LOCATION)).toBeUndefined();
});
