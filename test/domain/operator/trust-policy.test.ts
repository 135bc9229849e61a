import { policySize } from "../../../src/domain/iam/policy";
import {
  checkServiceAccounts,
  checkTrustPolicySize,
  expectedTrustPolicy,
  trustPolicy,
} from "../../../src/domain/operator/trust-policy";
import { type TrustedServiceAccount } from "../../../src/domain/operator/service-account-subject";
import { evaluateToken } from "../../support/evaluate";

const location = { account: "111122223333", region: "eu-west-1" };
const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
const providerArn = `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
const operator = { namespace: "infra-operator", name: "infra-operator" };

const accept = (serviceAccounts: TrustedServiceAccount[], token: { sub?: string; aud?: string; issuer?: string }) =>
  evaluateToken(
    { issuer, ...token, sub: token.sub === undefined ? undefined : `system:serviceaccount:${token.sub}` },
    "arn:aws:iam::111122223333:role/operator",
    trustPolicy([{ sid: "Prod", issuer, providerArn }], serviceAccounts),
  );

const AUD = "sts.amazonaws.com";

test("one cluster and one ServiceAccount are one statement, compared exactly", () => {
  expect(trustPolicy([{ sid: "Prod", issuer, providerArn }], [operator])).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Prod",
        Effect: "Allow",
        Principal: { Federated: providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: AUD,
            [`${issuer}:sub`]: "system:serviceaccount:infra-operator:infra-operator",
          },
        },
      },
    ],
  });
});

test("wildcards have a separate statement that compares only the subject with StringLike", () => {
  const document = trustPolicy([{ sid: "Prod", issuer, providerArn }], [{ namespace: "team-*", name: "op" }, operator]);
  expect(document.Statement.map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
    [
      "Prod",
      {
        StringEquals: {
          [`${issuer}:aud`]: AUD,
          [`${issuer}:sub`]: "system:serviceaccount:infra-operator:infra-operator",
        },
      },
    ],
    [
      "ProdLike",
      {
        StringEquals: { [`${issuer}:aud`]: AUD },
        StringLike: { [`${issuer}:sub`]: "system:serviceaccount:team-*:op" },
      },
    ],
  ]);
});

test("ServiceAccounts are a list without duplicates; each cluster has a statement", () => {
  const document = trustPolicy(
    [
      { sid: "A", issuer, providerArn },
      { sid: "B", issuer: "oidc.example.org", providerArn: "arn:aws:iam::111122223333:oidc-provider/oidc.example.org" },
    ],
    [operator, { namespace: "a", name: "b" }, operator],
  );
  expect(document.Statement).toHaveLength(2);
  expect(document.Statement[1]?.Condition?.["StringEquals"]?.["oidc.example.org:sub"]).toEqual([
    "system:serviceaccount:infra-operator:infra-operator",
    "system:serviceaccount:a:b",
  ]);
});

test("the operator's token is trusted", async () => {
  expect(await accept([operator], { sub: "infra-operator:infra-operator", aud: AUD })).toBe("Allowed");
});

test.each([
  ["of another ServiceAccount", { sub: "infra-operator:default", aud: AUD }],
  ["of another namespace", { sub: "default:infra-operator", aud: AUD }],
  ["that only begins alike", { sub: "infra-operator:infra-operator2", aud: AUD }],
  ["without a subject", { aud: AUD }],
  ["for another audience", { sub: "infra-operator:infra-operator", aud: "kubernetes" }],
  ["without an audience", { sub: "infra-operator:infra-operator" }],
  [
    "of another provider",
    {
      sub: "infra-operator:infra-operator",
      aud: AUD,
      issuer: "oidc.example.org",
    },
  ],
])("a token %s is not trusted", async (_, token) => {
  expect(await accept([operator], token)).not.toBe("Allowed");
});

test.each([
  ["team-a:op", AUD, true],
  ["team-:op", AUD, true],
  ["infra-operator:infra-operator", AUD, true],
  ["team:op", AUD, false],
  ["team-a:op2", AUD, false],
  ["team-a:op", "kubernetes", false],
  ["team-a:op", "sts.amazonaws.com.evil", false],
])("with a wildcard in the namespace, %s for %s is trusted: %s", async (sub, aud, accepted) => {
  const answer = await accept([{ namespace: "team-*", name: "op" }, operator], { sub, aud });
  expect(answer === "Allowed").toBe(accepted);
});

test("a question mark matches one character", async () => {
  const accounts = [{ namespace: "team-?", name: "op" }];
  expect(await accept(accounts, { sub: "team-a:op", aud: AUD })).toBe("Allowed");
  expect(await accept(accounts, { sub: "team-ab:op", aud: AUD })).not.toBe("Allowed");
});

test("the expected policy of a looked-up cluster is as long as the actual policy", () => {
  const literal = trustPolicy([{ sid: "Prod", issuer, providerArn }], [operator]);
  expect(policySize(expectedTrustPolicy(location, [{ eks: "prod" }], [operator]))).toBe(policySize(literal));
});

test("issuers, and therefore policies, are longer in China", () => {
  const china = { ...location, region: "cn-north-1" };
  expect(JSON.stringify(expectedTrustPolicy(china, [{ eks: "prod" }], [operator]))).toContain(
    "arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/",
  );
});

const clusters = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ oidcIssuer: `https://${issuer.slice(0, -1)}${index}` }));

test("literal clusters are counted exactly", () => {
  const fitting = expectedTrustPolicy(location, clusters(4), [operator]);
  expect(checkTrustPolicySize(location, clusters(4), [operator], policySize(fitting))).toEqual([]);
  expect(checkTrustPolicySize(location, clusters(4), [operator], policySize(fitting) - 1)).toEqual([
    {
      rule: "operator/trust-policy-size",
      severity: "error",
      at: ["clusters"],
      message: `expected a trust policy of at most ${policySize(fitting) - 1} characters, found ${policySize(fitting)} characters. List fewer clusters or ServiceAccounts, create a second role, or ask AWS to raise the quota (up to 8192) and set trustPolicyQuota`,
    },
  ]);
});

test("looked-up clusters above the quota are reported as an estimate", () => {
  const lookedUp = Array.from({ length: 5 }, (_, index) => ({ eks: `production-cluster-${index}` }));
  expect(checkTrustPolicySize(location, lookedUp, [operator])).toMatchObject([
    {
      message: expect.stringMatching(
        /at most 2048 characters, found \d{4} characters \(assuming that looked-up issuers have the length that EKS uses\)/,
      ),
    },
  ]);
  expect(checkTrustPolicySize(location, lookedUp, [operator], 4096)).toEqual([]);
});

test.each([
  [{ namespace: "a", name: "b" }],
  [{ namespace: "infra-operator", name: "infra.operator" }],
  [{ namespace: "team-*", name: "op?" }],
  [{ namespace: "team", name: "*" }],
])("%j may be trusted", (account) => {
  expect(checkServiceAccounts([account])).toEqual([]);
});

test("no ServiceAccount is an error", () => {
  expect(checkServiceAccounts([])).toMatchObject([
    {
      rule: "operator/service-accounts-empty",
      severity: "error",
      message: expect.stringContaining("expected at least one ServiceAccount"),
    },
  ]);
});

test("names that Kubernetes rejects are reported at their fields", () => {
  expect(checkServiceAccounts([operator, { namespace: "a.b", name: "Op" }])).toMatchObject([
    { rule: "kubernetes/dns-label", at: [1, "namespace"] },
    { rule: "kubernetes/dns-subdomain", at: [1, "name"] },
  ]);
});

test("wildcards for every ServiceAccount are an error, for every namespace a warning", () => {
  expect(
    checkServiceAccounts([
      { namespace: "*", name: "*" },
      { namespace: "*", name: "op" },
    ]),
  ).toEqual([
    {
      rule: "operator/service-account-any",
      severity: "error",
      at: [0],
      message:
        "expected an exact namespace or name, found wildcards for both, which trust every ServiceAccount in the cluster",
    },
    {
      rule: "operator/namespace-any",
      severity: "warning",
      at: [1, "namespace"],
      message:
        'expected one namespace, found "*", which trusts every namespace. Anyone who can create a ServiceAccount named "op" in any namespace can assume the role. Write the operator\'s namespace',
    },
  ]);
});

test("a ServiceAccount listed twice is reported", () => {
  expect(checkServiceAccounts([operator, operator])).toEqual([
    {
      rule: "operator/service-account-duplicate",
      severity: "warning",
      at: [1],
      message:
        'expected each ServiceAccount once, found "system:serviceaccount:infra-operator:infra-operator" again. Remove the duplicate',
    },
  ]);
});
