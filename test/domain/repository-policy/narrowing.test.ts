import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type PolicyCondition } from "../../../src/domain/iam/policy";
import { errorsOf } from "../../../src/domain/problems/problem";
import { checkRegistryPolicy, checkRepositoryPolicy } from "../../../src/domain/repository-policy/check";
import { NARROWING_KEYS } from "../../../src/domain/repository-policy/narrowing";
import { label, policy, statement } from "../../support/domain/repository-policy";

const problemsOf = (Condition: PolicyCondition) =>
  checkRepositoryPolicy(policy(statement({ Principal: "*", Condition })));

test.each<[PolicyCondition]>([
  [{ StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } }],
  [{ StringEquals: { "aws:principalorgid": ["o-abcdefghij", "o-0123456789"] } }],
  [{ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-abcdefghij/*/ou-abcd-11111111/*" } }],
  [{ StringEquals: { "aws:PrincipalAccount": ["111122223333", "444455556666"] } }],
  [{ StringLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/ci-*" } }],
  [{ ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::111122223333:*", "arn:aws-cn:iam::111122223333:root"] } }],
  [{ StringLike: { "aws:userid": ["AROA1234567890EXAMPLE:*", "AIDA1234567890EXAMPLE"] } }],
  [{ StringEquals: { "aws:SourceVpc": "vpc-1a2b3c4d" } }],
  [{ StringEquals: { "aws:SourceVpce": ["vpce-0aaaabbbbccccdddd"] } }],
  [{ IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "198.51.100.7", "2001:db8::/32"] } }],
  [{ IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fd00::/8", "20.0.0.0/8"] } }],
  [{ IpAddress: { "aws:SourceIp": "20.0.0.0/8" } }],
  [{ IpAddress: { "aws:SourceIp": ["::ffff:203.0.113.0/120", "64:ff9b::c633:6407"] } }],
  [{ IpAddress: { "aws:SourceIp": "::ffff:1400:0/104" } }],
  [{ StringEquals: { "aws:SourceAccount": "111122223333" } }],
  [{ StringEquals: { "aws:PrincipalOrgID": "${aws:ResourceOrgID}" } }],
  [{ StringEquals: { "aws:PrincipalAccount": ["${aws:ResourceAccount}", "444455556666"] } }],
  [{ ArnLike: { "aws:SourceArn": "arn:aws:lambda:*:111122223333:function:*" } }],
  [{ StringEquals: { "aws:PrincipalOrgID": "${TfToken[TOKEN.7]}" } }],
  [{ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::${TfToken[TOKEN.7]}:role/ci" } }],
  [{ IpAddress: { "aws:SourceIp": ["${TfToken[TOKEN.7]}", "203.0.113.0/24"] } }],
  [{ Bool: { "aws:SecureTransport": "true" }, StringEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } }],
])("%j keeps strangers out", (condition) => {
  expect(problemsOf(condition)).toEqual([]);
});

const slash8s = Array.from({ length: 256 }, (_, index) => `${index}.0.0.0/8`);

test.each<[PolicyCondition]>([
  [{ StringEquals: { "aws:username": "alice" } }],
  [{ StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/deploy-*" } }],
  [{ ArnLike: { "aws:PrincipalArn": "arn:*:iam::${TfToken[TOKEN.7]}:role/ci" } }],
  [{ StringLike: { "aws:PrincipalOrgID": ["${TfToken[TOKEN.7]}", "o-*"] } }],
  [{ StringLike: { "aws:PrincipalOrgID": "${TfToken[TOKEN.7]}*" } }],
  // A role of a stranger may have the path "/:iam::111122223333:role/".
  [{ StringLike: { "aws:PrincipalArn": "arn:*:iam::111122223333:role/ci" } }],
  [{ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::${aws:PrincipalAccount}:role/ci" } }],
  [{ StringLike: { "aws:userid": "AROA*" } }],
  [{ StringLike: { "aws:PrincipalOrgID": "o-*" } }],
  [{ StringEquals: { "aws:PrincipalOrgID": "o-*" } }],
  [{ StringEquals: { "aws:PrincipalOrgID": "${aws:PrincipalOrgID}" } }],
  [{ StringEquals: { "aws:PrincipalOrgID": "${aws:ResourceAccount}" } }],
  [{ StringLike: { "aws:PrincipalOrgID": "${aws:ResourceOrgID}*" } }],
  [{ StringEquals: { "aws:PrincipalOrgID": "${aws:ResourceOrgID, '*'}" } }],
  [{ StringEquals: { "aws:PrincipalOrgID": ["o-abcdefghij", ""] } }],
  [{ StringLike: { "aws:PrincipalOrgID": ["o-abcdefghij", "*"] } }],
  [{ "ForAllValues:StringLike": { "aws:PrincipalOrgPaths": "o-abcdefghij/*" } }],
  [{ StringLike: { "aws:PrincipalOrgPaths": "o-abcdefghij/*" } }],
  [{ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-*/r-ab12/*" } }],
  [{ StringLike: { "aws:SourceVpc": "vpc-*" } }],
  [{ IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } }],
  [{ IpAddress: { "aws:SourceIp": ["::/1", "8000::/1"] } }],
  [{ IpAddress: { "aws:SourceIp": slash8s } }],
  [{ IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/7"] } }],
  [{ IpAddress: { "aws:SourceIp": "fc::/7" } }],
  // Each is the whole internet of IPv4.
  [{ IpAddress: { "aws:SourceIp": "::ffff:0:0/96" } }],
  [{ IpAddress: { "aws:SourceIp": "0:0:0:0:0:FFFF:0.0.0.0/96" } }],
  [{ IpAddress: { "aws:SourceIp": ["::ffff:0.0.0.0/97", "::ffff:128.0.0.0/97"] } }],
  [{ IpAddress: { "aws:SourceIp": ["::ffff:20.0.0.0/104", "21.0.0.0/8"] } }],
  [{ IpAddress: { "aws:SourceIp": "64:ff9b::/96" } }],
  [{ IpAddress: { "aws:SourceIp": "64:ff9b:1::/48" } }],
  [{ IpAddress: { "aws:SourceIp": "::/96" } }],
  [{ IpAddress: { "aws:SourceIp": "::ffff:0:0:0/96" } }],
  [{ IpAddress: { "aws:SourceIp": "2001::/32" } }],
  [{ IpAddress: { "aws:SourceIp": "2001:db8::1%eth0" } }],
  [{ IpAddress: { "aws:SourceIp": "10.0.0.0/7" } }],
  [{ IpAddress: { "aws:VpcSourceIp": "10.0.0.0/8" } }],
  [{ StringNotEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } }],
  [{ StringEqualsIfExists: { "aws:PrincipalOrgID": "o-abcdefghij" } }],
  [{ NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } }],
  [{ Null: { "aws:PrincipalOrgID": "false" } }],
  [{ Null: { "aws:SourceVpce": "true" } }],
  [{ Bool: { "aws:SecureTransport": "true" } }],
  [{ DateLessThan: { "aws:CurrentTime": "2027-01-31T00:00:00Z" } }],
  [{ StringEquals: { "aws:PrincipalTag/team": "platform" } }],
  [{ StringEquals: { "aws:ResourceAccount": "111122223333" } }],
  [{ NumericEquals: { "aws:PrincipalAccount": "111122223333" } }],
  [{ StringLike: { "aws:SourceArn": "arn:aws:lambda:*:111122223333:function:*" } }],
])("%j does not", (condition) => {
  expect(errorsOf(problemsOf(condition)).map(label)).toEqual([
    "error repository-policy/public-condition Statement[0].Condition",
  ]);
  const registry = policy(statement({ Principal: "*", Condition: condition, Resource: "*" }));
  expect(errorsOf(checkRegistryPolicy(registry)).map(label)).toEqual([
    "error registry-policy/public-condition Statement[0].Condition",
  ]);
});

test.each([
  [
    "a service that acts for anybody",
    { Principal: { Service: "codebuild.amazonaws.com" } },
    "warning repository-policy/confused-deputy Statement[0].Principal.Service",
  ],
  [
    "providers of all accounts",
    { Principal: { Federated: "accounts.google.com" } },
    "error repository-policy/principal Statement[0].Principal.Federated",
  ],
  [
    "every provider",
    { Principal: { Federated: "*" } },
    "error repository-policy/principal Statement[0].Principal.Federated",
  ],
  [
    "a canonical user",
    { Principal: { CanonicalUser: "0a1b" } },
    "error repository-policy/unknown-key Statement[0].Principal.CanonicalUser",
  ],
  [
    "every account, by pattern",
    { Principal: { AWS: "arn:aws:iam::*:root" } },
    "error repository-policy/principal Statement[0].Principal.AWS",
  ],
  [
    "an account and everybody",
    { Principal: { AWS: ["111122223333", "*"] } },
    "error repository-policy/public Statement[0].Principal",
  ],
  [
    "a wildcard that is compared literally",
    { Condition: { StringEquals: { "aws:PrincipalTag/team": "a*" } } },
    'warning repository-policy/literal-wildcard Statement[0].Condition.StringEquals["aws:PrincipalTag/team"]',
  ],
  [
    "a role as the source of a service's call",
    {
      Principal: { Service: "lambda.amazonaws.com" },
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:iam::111122223333:role/f" } },
    },
    'warning repository-policy/foreign-source Statement[0].Condition.ArnLike["aws:SourceArn"]',
  ],
])("%s is named", (_, changes, expected) => {
  expect(checkRepositoryPolicy(policy(statement(changes))).map(label)).toContain(expected);
});

test("a provider of one account is accepted", () => {
  const Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
  expect(checkRepositoryPolicy(policy(statement({ Principal: { Federated } })))).toEqual([]);
});

test("the documentation has every key that keeps strangers out", () => {
  const text = readFileSync(resolve(__dirname, "../../../docs/registry-settings.md"), "utf8");
  expect(NARROWING_KEYS.filter((key) => !text.includes(`\`${key}\``))).toEqual([]);
});

test.each<[PolicyCondition, number]>([
  [{ ArnLike: { "aws:PrincipalArn": "arn:aws:sts::222233334444:assumed-role/x/*" } }, 1],
  [{ StringEquals: { "aws:principalarn": "arn:aws-cn:sts::222233334444:assumed-role/x/me" } }, 1],
  [{ ArnNotLike: { "aws:PrincipalArn": ["arn:aws:sts::222233334444:assumed-role/x/*"] } }, 1],
  [{ ArnLike: { "aws:PrincipalArn": "arn:aws:sts::222233334444:federated-user/x" } }, 0],
  [{ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::222233334444:role/x" } }, 0],
])("%j is warned about when the key never holds the ARN", (Condition, count) => {
  const found = checkRepositoryPolicy(policy(statement({ Condition }))).filter(
    ({ rule }) => rule === "repository-policy/session-arn",
  );
  expect(found).toHaveLength(count);
  found.forEach(({ severity, message }) => {
    expect(severity).toBe("warning");
    expect(message).toMatch(
      /which aws:PrincipalArn never contains\. Write the role's ARN, such as "arn:aws(-cn)?:iam::222233334444:role\/x"$/i,
    );
  });
});
