import { type PolicyCondition } from "../../../src/domain/iam/policy";
import { checkRepositoryPolicy } from "../../../src/domain/repository-policy/check";
import { policy, statement } from "../../support/domain/repository-policy";

const messagesOf = (Condition: PolicyCondition): readonly string[] =>
  checkRepositoryPolicy(policy(statement({ Condition }))).map(({ severity, message }) => `${severity}: ${message}`);

test.each<[PolicyCondition, string]>([
  [
    { StringEquals: { "aws:PrincipalOrg": "o-abcdefghij" } },
    'expected an AWS global condition key, found "aws:PrincipalOrg". Did you mean "aws:PrincipalOrgID"?',
  ],
  [{ Bool: { "aws:SecureTransprot": "true" } }, 'found "aws:SecureTransprot". Did you mean "aws:SecureTransport"?'],
  [
    { StringEquals: { "AWS:SourceAcount": "111122223333" } },
    'found "AWS:SourceAcount". Did you mean "aws:SourceAccount"?',
  ],
  [{ StringEquals: { "aws:xyzzyxyzzy": "a" } }, "Requests never contain this key. Correct it, or remove it"],
  [
    { StringEquals: { "aws:PrincipalTag": "a" } },
    'expected a tag key after aws:PrincipalTag/, found none. Add one, for example "aws:PrincipalTag/team"',
  ],
  [{ StringEquals: { "aws:PrincipalTag/": "a" } }, "expected a tag key after aws:PrincipalTag/, found none."],
  [{ StringEquals: { "aws:ResourceTag": "a" } }, "expected a tag key after aws:ResourceTag/, found none."],
  [
    { StringEquals: { "aws:SourceIp": "203.0.113.5" } },
    "expected IpAddress or NotIpAddress for aws:SourceIp, found StringEquals, which does not compare addresses. Write IpAddress",
  ],
  [
    { StringLike: { "aws:sourceip": "203.0.113.*" } },
    "found StringLike, which does not compare addresses. Write IpAddress",
  ],
  [
    { StringNotEquals: { "aws:VpcSourceIp": "10.0.0.1" } },
    "found StringNotEquals, which does not compare addresses. Write NotIpAddress",
  ],
  [
    { StringEquals: { "aws:PrincipalTag/a": "${aws:username" } },
    'expected a policy variable that ends with }, found "${aws:username". Add }',
  ],
  [{ StringEquals: { "aws:PrincipalTag/a": "x-${" } }, "expected a policy variable that ends with }"],
  [
    { StringEquals: { "aws:PrincipalTag/a": ["b", "${aws:userid}${aws:username"] } },
    "expected a policy variable that ends with }",
  ],
  [
    { StringEquals: { "aws:PrincipalTag/a": "${aws:nothing}" } },
    'found the policy variable ${aws:nothing}: expected an AWS global condition key, found "aws:nothing".',
  ],
  [{ StringEquals: { "aws:PrincipalTag/a": "${aws:usrname, 'x'}" } }, 'Did you mean "aws:username"?'],
  [{ StringEquals: { "aws:PrincipalTag/a": "${aws:PrincipalTag}" } }, "expected a tag key after aws:PrincipalTag/"],
])("%j is warned about once", (condition, message) => {
  expect(messagesOf(condition)).toEqual([expect.stringContaining(message)]);
  expect(messagesOf(condition)[0]).toMatch(/^warning: /);
});

test.each<[PolicyCondition]>([
  [{ StringEquals: { "aws:principalorgid": "o-abcdefghij" } }],
  [{ StringEquals: { "aws:PrincipalTag/team": "${aws:PrincipalTag/team, 'none'}" } }],
  [{ StringLike: { "ecr:ResourceTag/team": "a${*}${?}${$}" } }],
  [{ StringEquals: { "token.actions.githubusercontent.com:sub": "${saml:sub}" } }],
  [{ StringEquals: { "aws:PrincipalTag/team": "${TfToken[TOKEN.7]}" } }],
  [{ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }],
])("%j has nothing to warn about", (condition) => {
  expect(messagesOf(condition)).toEqual([]);
});

test.each([
  ["2026-02-30T00:00:00Z", true],
  ["2026-04-31", true],
  ["2025-02-29T12:00:00+01:00", true],
  ["2024-02-29T12:00:00Z", false],
  ["2026-12-31", false],
  ["2026-02", false],
])("the day of %s does not exist: %s", (date, isError) => {
  const found = messagesOf({ DateLessThan: { "aws:CurrentTime": date } });
  expect(found).toEqual(isError ? [expect.stringMatching(/^error: expected a date such as/)] : []);
});
