import { checkConditionGrammar } from "../../../src/domain/iam/conditions";
import { type PolicyCondition } from "../../../src/domain/iam/policy";
import { formatPath } from "../../../src/domain/problems/problem";

function faultsOf(condition: PolicyCondition): string[] {
  return checkConditionGrammar(condition, "test/condition", []).map(
    ({ at, message }) => `${formatPath(at)}: ${message}`,
  );
}

const ORG = { "aws:PrincipalOrgID": "o-abcdefghij" };

const refused: [string, PolicyCondition, string][] = [
  [
    "a misspelt operator",
    { StringEqual: ORG },
    'StringEqual: expected an IAM condition operator, found "StringEqual". Did you mean "StringEquals"?',
  ],
  [
    "an operator that is none",
    { Matches: ORG },
    'Matches: expected an IAM condition operator, found "Matches". Valid operators include StringEquals, StringLike, ArnLike, IpAddress, Bool and Null',
  ],
  [
    "a misspelt set operator",
    { "ForEachValue:StringLike": ORG },
    '["ForEachValue:StringLike"]: expected an IAM condition operator, found "ForEachValue:StringLike". The only valid prefixes are "ForAllValues:" and "ForAnyValue:"',
  ],
  [
    "a set operator without its colon",
    { ForAnyValueStringLike: ORG },
    'ForAnyValueStringLike: expected an IAM condition operator, found "ForAnyValueStringLike". Valid operators include StringEquals, StringLike, ArnLike, IpAddress, Bool and Null',
  ],
  ["IfExists in front", { "IfExists:StringEquals": ORG }, 'found "IfExists:StringEquals". The only valid prefixes are'],
  ["a misspelt IfExists", { StringEqualsIfExist: ORG }, 'The suffix is IfExists, as in "StringEqualsIfExists"'],
  ["NullIfExists", { NullIfExists: { "aws:PrincipalOrgID": "true" } }, 'Write "Null" without a prefix or suffix'],
  [
    "Null with a set operator",
    { "ForAnyValue:Null": { "aws:TagKeys": "true" } },
    'Write "Null" without a prefix or suffix',
  ],
  ["an operator without keys", { StringEquals: {} }, "StringEquals: expected at least 1 condition key, found none"],
  [
    "an operator twice",
    { StringEquals: ORG, stringequals: ORG },
    'stringequals: expected each operator once, found "stringequals" again',
  ],
  [
    "a key twice",
    { StringEquals: { ...ORG, "aws:principalorgid": "o-0123456789" } },
    'StringEquals["aws:principalorgid"]: expected each key once',
  ],
  [
    "a key without its service",
    { StringEquals: { username: "alice" } },
    'StringEquals.username: expected a condition key such as "aws:PrincipalOrgID", found "username". Add the service as a prefix, as in "aws:username"',
  ],
  ["a key that is a variable", { StringEquals: { "${aws:username}": "alice" } }, "Correct it"],
  ["an empty key", { StringEquals: { "": "alice" } }, "expected a condition key"],
  ["an empty list", { StringEquals: { "aws:username": [] } }, "expected at least 1 value, found an empty list"],
  [
    "a value of Bool",
    { Bool: { "aws:SecureTransport": "yes" } },
    'Bool["aws:SecureTransport"]: expected "true" or "false", found "yes"',
  ],
  ["an empty value of Bool", { Bool: { "aws:SecureTransport": "" } }, 'found ""'],
  [
    "a value of Null",
    { Null: { "aws:TagKeys": ["true", 1] } },
    'Null["aws:TagKeys"][1]: expected "true" or "false", found 1',
  ],
  [
    "an address with five parts",
    { IpAddress: { "aws:SourceIp": "10.0.0.0.0/8" } },
    "expected an IP address or a CIDR range",
  ],
  [
    "a prefix length that is too long",
    { NotIpAddress: { "aws:SourceIp": "10.0.0.0/33" } },
    "expected an IP address or a CIDR range",
  ],
  [
    "a range in words",
    { IpAddress: { "aws:SourceIp": "10.0.0.0-10.0.0.9" } },
    "expected an IP address or a CIDR range",
  ],
  ["a wildcard in an address", { IpAddress: { "aws:SourceIp": "10.*" } }, "expected an IP address or a CIDR range"],
  ["a date in another order", { DateLessThan: { "aws:CurrentTime": "31.12.2026" } }, "expected a date such as"],
  ["a variable as date", { DateLessThan: { "aws:CurrentTime": "${aws:TokenIssueTime}" } }, "expected a date such as"],
  ["a number in words", { NumericLessThan: { "aws:MultiFactorAuthAge": "1h" } }, "expected a number"],
  ["an ARN of three parts", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam" } }, "expected an ARN with six parts"],
  [
    "an account ID as ARN",
    { ArnEqualsIfExists: { "aws:PrincipalArn": "111122223333" } },
    "expected an ARN with six parts",
  ],
  ["bytes that are not base64", { BinaryEquals: { "aws:Key": "a b" } }, "expected base64"],
];

test.each(refused)("%s is one error", (_, condition, expected) => {
  const faults = faultsOf(condition);
  expect(faults).toHaveLength(1);
  expect(faults[0]).toContain(expected);
});

test.each<[string, PolicyCondition]>([
  ["several operators", { StringEquals: ORG, Bool: { "aws:SecureTransport": true } }],
  ["an operator in lower case", { stringequals: ORG }],
  [
    "set operators and IfExists",
    {
      "ForAllValues:StringLikeIfExists": { "aws:TagKeys": ["a*"] },
      "ForAnyValue:StringEquals": { "aws:TagKeys": "b" },
    },
  ],
  [
    "keys of other services and issuers",
    { StringEquals: { "ecr:ResourceTag/team": "", "token.actions.githubusercontent.com:sub": "x" } },
  ],
  ["addresses", { IpAddress: { "aws:SourceIp": ["203.0.113.7", "10.0.0.0/8", "2001:db8::/32", "::1"] } }],
  [
    "dates",
    {
      DateGreaterThan: { "aws:CurrentTime": ["2026-01-31", "2026-01-31T12:00:00Z", "1795780800"] },
      DateEquals: { "aws:EpochTime": 1795780800 },
    },
  ],
  ["numbers", { NumericLessThanEqualsIfExists: { "aws:MultiFactorAuthAge": [3600, "1.5"] } }],
  ["ARNs", { ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/*", "arn:aws:iam::${aws:PrincipalAccount}:root"] } }],
  ["Null", { Null: { "aws:SourceVpce": [false, "True"] } }],
])("%s are in the grammar", (_, condition) => {
  expect(faultsOf(condition)).toEqual([]);
});
