import { type KeyFacts } from "../../../src/operations/doctor/key";
import { diagnoseOperator } from "../../../src/operations/doctor/operator-role";
import { unobserved, observed } from "../../../src/operations/doctor/observed";

import {
  ISSUER,
  ROLE,
  KEY,
  CLUSTER,
  settings,
  deployed,
  facts,
  ACCOUNT,
  key,
  summary,
} from "../../support/operations/doctor-operator";

const FINE = [
  ["operator/oidc-provider", "ok"],
  ["operator/trust", "ok"],
  ["operator/permissions", "ok"],
  ["operator/role", "ok"],
];

test("a role that is as declared has no cause, with patterns, keys and the right to delete too", () => {
  expect(summary(facts(settings()))).toEqual(FINE);
  const more = settings({
    serviceAccounts: [{ namespace: "team-*", name: "operator" }],
    kmsKeyArns: [KEY],
    allowDelete: true,
  });
  expect(summary(facts(more))).toEqual(FINE);
});

test("a key that the role may not use is named", () => {
  const wanted = settings({ kmsKeyArns: [KEY] });
  const found = diagnoseOperator(facts(wanted, { role: observed(deployed(settings())) }));
  expect(found.filter(({ verdict }) => verdict === "cause")).toMatchObject([
    {
      id: "operator/permissions",
      about: KEY,
      evidence: expect.stringContaining("is denied kms:CreateGrant, kms:DescribeKey, kms:RetireGrant"),
    },
  ]);
});

test.each([
  [
    "leaves the role out",
    [{ ...ACCOUNT, Principal: { AWS: `${ROLE}-of-others` } }],
    "the key's policy does not allow it",
  ],
  ["allows it to another service", [via("s3.eu-west-1.amazonaws.com")], "the key's policy does not allow it"],
  [
    "denies",
    [ACCOUNT, { ...ACCOUNT, Sid: "No", Effect: "Deny", Principal: "*" }],
    "denied by the key's policy, statement No",
  ],
])("a key's policy that %s is the cause, not the role", (_what, statements, why) => {
  const found = diagnoseOperator(facts(settings({ kmsKeyArns: [KEY] }), { keys: [key(KEY, statements)] }));
  expect(found.filter(({ verdict }) => verdict === "cause")).toMatchObject([
    {
      id: "operator/permissions",
      about: KEY,
      evidence: expect.stringContaining(why),
      fix: expect.stringContaining(`the policy of ${KEY}`),
    },
  ]);
});

test("a key's policy that allows the role what ECR asks for in its name is enough", () => {
  const keys = [key(KEY, [via("ecr.eu-west-1.amazonaws.com")])];
  expect(summary(facts(settings({ kmsKeyArns: [KEY] }), { keys }))).toEqual(FINE);
});

test("a key that is disabled, gone or not seen is told", () => {
  const of = settings({ kmsKeyArns: [KEY] });
  const about = (facts_: KeyFacts) =>
    diagnoseOperator(facts(of, { keys: [facts_] })).filter(({ id }) => id === "operator/key");
  expect(about(key(KEY, [ACCOUNT], "Disabled"))).toMatchObject([
    { verdict: "cause", about: KEY, fix: `aws kms enable-key --key-id ${KEY}` },
  ]);
  expect(about({ arn: KEY, uses: ["it"], key: observed(undefined) })).toMatchObject([{ verdict: "cause" }]);
  expect(about({ arn: KEY, uses: ["it"], key: unobserved("no right to") })).toMatchObject([
    { verdict: "unknown", evidence: expect.stringContaining("no right to") },
  ]);
});

/** Allows the account what a service asks for in its name. */
function via(service: string): object {
  const Condition = { StringEquals: { "kms:CallerAccount": "111122223333", "kms:ViaService": service } };
  return { ...ACCOUNT, Condition };
}

test("a boundary and a policy that deny are told apart", () => {
  const role = deployed(settings());
  const nothing = {
    name: "nothing",
    document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] },
  };
  const bounded = diagnoseOperator(facts(settings(), { role: observed({ ...role, boundary: nothing }) }));
  expect(bounded.find(({ id }) => id === "operator/permissions")?.evidence).toContain(
    "its permissions boundary does not allow it",
  );
  const deny = { Sid: "No", Effect: "Deny", Action: "ecr:*", Resource: "*" };
  const denying = {
    ...role,
    policies: [...role.policies, { name: "guard", document: { Version: "2012-10-17", Statement: [deny] } }],
  };
  const denied = diagnoseOperator(facts(settings(), { role: observed(denying) }));
  const cause = denied.find(({ id }) => id === "operator/permissions");
  expect(cause?.evidence).toContain("denied by guard, statement No");
  expect(cause?.fix).toContain("Then detach the policy that denies this (guard, statement No)");
  const boundary = { name: "limit", document: { Version: "2012-10-17", Statement: [deny] } };
  const limited = diagnoseOperator(facts(settings(), { role: observed({ ...role, boundary }) }));
  expect(limited.find(({ id }) => id === "operator/permissions")?.fix).toBe(
    "remove the statement that denies these actions (limit, statement No) from the permissions boundary, or remove the boundary",
  );
});

test("a condition of another kind, or an action that is missing, is told as that", () => {
  const role = deployed(settings());
  const trust = JSON.parse(
    JSON.stringify(role.trust).replace("sts:AssumeRoleWithWebIdentity", "sts:TagSession"),
  ) as object;
  expect(summary(facts(settings(), { role: observed({ ...role, trust }) }))).toContainEqual([
    "operator/trust-statement",
    "cause",
  ]);
});

test("a policy more than is declared is a difference, and the order of values is none", () => {
  const role = deployed(settings());
  const [first] = role.policies;
  const more = { name: "more", document: { Version: "2012-10-17", Statement: [] } };
  const [cause] = diagnoseOperator(
    facts(settings(), { role: observed({ ...role, policies: [...role.policies, more] }) }),
  ).filter(({ verdict }) => verdict === "cause");
  expect(cause).toMatchObject({
    id: "operator/role-differs",
    evidence: expect.stringContaining("more does not match any declared policy"),
  });
  const turned = JSON.parse(JSON.stringify(first?.document), (_key, value: unknown) =>
    Array.isArray(value) ? [...(value as unknown[])].reverse() : value,
  ) as object;
  const policies = [{ name: "turned", document: turned }, ...role.policies.slice(1)];
  expect(summary(facts(settings(), { role: observed({ ...role, policies }) }))).toEqual(FINE);
});

test("what IAM and EKS do not let one see is not known", () => {
  const unseen = unobserved("denied");
  expect(summary(facts(settings(), { role: unseen }))).toEqual([
    ["operator/oidc-provider", "ok"],
    ["operator/role", "unknown"],
  ]);
  const clusters = [{ cluster: CLUSTER, issuer: unseen, provider: unseen }];
  expect(summary(facts(settings(), { clusters }))).toEqual([
    ["operator/cluster", "unknown"],
    ["operator/permissions", "ok"],
    ["operator/role", "ok"],
  ]);
  const hidden = [{ cluster: CLUSTER, issuer: observed(ISSUER), provider: unseen }];
  expect(summary(facts(settings(), { clusters: hidden }))[0]).toEqual(["operator/oidc-provider", "unknown"]);
});
