import { conditionWords } from "../../../src/domain/iam/condition-words";
import { type PolicyCondition } from "../../../src/domain/iam/policy";

const words = (Condition: PolicyCondition, Effect: "Allow" | "Deny" = "Allow"): string[] => [
  ...new Set(conditionWords({ Effect, Condition }).values()),
];

test.each<[PolicyCondition, string]>([
  [{ StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } }, "only from organization o-abcdefghij"],
  [{ StringEquals: { "aws:PrincipalOrgID": ["o-a", "o-b"] } }, "only from organization o-a or o-b"],
  [{ StringNotEquals: { "aws:PrincipalOrgID": "o-a" } }, "only from outside organization o-a"],
  [
    { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a/r-b/ou-c/*" } },
    "only from organizational unit o-a/r-b/ou-c/*",
  ],
  [
    { ArnLike: { "aws:SourceArn": "arn:aws:lambda:eu-west-1:111122223333:function:api-*" } },
    "only for Lambda functions arn:aws:lambda:eu-west-1:111122223333:function:api-*",
  ],
  [
    { ArnLike: { "AWS:SOURCEARN": "arn:aws:codebuild:eu-west-1:111122223333:project/x" } },
    "only for CodeBuild projects arn:aws:codebuild:eu-west-1:111122223333:project/x",
  ],
  [{ StringEquals: { "aws:SourceAccount": "111122223333" } }, "only on behalf of account 111122223333"],
  [{ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, "only from address 203.0.113.0/24"],
  [{ NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, "only from addresses outside 203.0.113.0/24"],
  [{ StringEquals: { "aws:SourceVpce": "vpce-1" } }, "only through VPC endpoint vpce-1"],
  [
    { StringEqualsIfExists: { "aws:SourceVpce": "vpce-1" } },
    "only through VPC endpoint vpce-1, if the request contains the key",
  ],
  [{ Bool: { "aws:SecureTransport": "true" } }, "only over TLS"],
  [{ Bool: { "aws:MultiFactorAuthPresent": "false" } }, "only without MFA"],
  [{ Null: { "aws:PrincipalTag/team": "false" } }, "only if aws:PrincipalTag/team is present"],
  [{ StringEquals: { "aws:PrincipalTag/team": "x" } }, "only if aws:PrincipalTag/team is x"],
  [{ StringNotLike: { "aws:PrincipalTag/team": "x*" } }, "only if aws:PrincipalTag/team is not x*"],
  [{ DateLessThan: { "aws:CurrentTime": "2027-01-01" } }, "only if aws:CurrentTime is before 2027-01-01"],
])("an allowing %j is %s", (condition, expected) => {
  expect(words(condition)).toEqual([expected]);
});

test.each<[PolicyCondition, string]>([
  [{ StringNotEquals: { "aws:PrincipalOrgID": "o-a" } }, "only from organization o-a"],
  [{ Bool: { "aws:SecureTransport": "false" } }, "only over TLS"],
  [{ NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, "only from address 203.0.113.0/24"],
  [{ DateGreaterThan: { "aws:CurrentTime": "2027-01-01" } }, "only if aws:CurrentTime is not after 2027-01-01"],
  [
    { StringNotEquals: { "aws:PrincipalOrgID": "o-a" }, Bool: { "aws:PrincipalIsAWSService": "false" } },
    "only from organization o-a, or for AWS services",
  ],
])("a denying %j is avoided %s", (condition, expected) => {
  expect(words(condition, "Deny")).toEqual([expected]);
});
