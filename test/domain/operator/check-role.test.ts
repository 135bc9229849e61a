import { checkOperatorRole } from "../../../src/domain/operator/check-role";
import { type OperatorRoleSettings } from "../../../src/domain/operator/role-settings";

const settings: OperatorRoleSettings = {
  location: { account: "111122223333", region: "eu-west-1" },
  roleName: "infra-operator-ecr-role",
  clusters: [{ eks: "prod" }],
  serviceAccounts: [{ namespace: "infra-operator", name: "infra-operator" }],
  manages: ["sandbox/"],
};

test("the least settings are taken, and so are all of them", () => {
  expect(checkOperatorRole(settings)).toEqual([]);
  expect(
    checkOperatorRole({
      ...settings,
      path: "/platform/registry/",
      description: "Rôle of the operator",
      permissionsBoundary: "arn:aws:iam::111122223333:policy/platform/boundary",
      maxSessionDuration: 43_200,
      tags: { Owner: "platform" },
      trustPolicyQuota: 4096,
      allowDelete: true,
      kmsKeyArns: ["arn:aws:kms:eu-west-1:444455556666:key/mrk-1234"],
      declaredRepositories: ["team/api"],
    }),
  ).toEqual([]);
});

const key = (arn: string) => ({ kmsKeyArns: [arn] });

test.each<[string, Partial<OperatorRoleSettings>, string, (string | number)[], string]>([
  [
    "a short account id",
    { location: { account: "123", region: "eu-west-1" } },
    "operator/account",
    ["location", "account"],
    '"123" is no account id; 12 digits are allowed, in quotes',
  ],
  [
    "no region",
    { location: { account: "111122223333", region: "Ireland" } },
    "operator/region",
    ["location", "region"],
    'expected an AWS region such as "eu-west-1", found "Ireland"',
  ],
  [
    "a name with blanks",
    { roleName: "my role" },
    "operator/role-name",
    ["roleName"],
    '"my role" (7 characters) is no name of a role; 1 to 64 letters',
  ],
  [
    "a long name",
    { roleName: "r".repeat(65) },
    "operator/role-name",
    ["roleName"],
    "(65 characters) is no name of a role",
  ],
  [
    "a path without slashes",
    { path: "platform" },
    "operator/path",
    ["path"],
    '"platform" is no path; it begins and ends with a slash',
  ],
  ["a long path", { path: `/${"p".repeat(511)}/` }, "operator/path", ["path"], "at most 512 characters"],
  [
    "a description beyond Latin-1",
    { description: "操作" },
    "operator/description",
    ["description"],
    "2 characters of which some may not be allowed; at most 1000 of Latin-1 are",
  ],
  [
    "a boundary of another account",
    { permissionsBoundary: "arn:aws:iam::444455556666:policy/b" },
    "operator/permissions-boundary",
    ["permissionsBoundary"],
    "is no managed policy for a role in account 111122223333; arn:aws:iam::111122223333:policy/<name> or one of AWS's own",
  ],
  [
    "a boundary that is a role",
    { permissionsBoundary: "arn:aws:iam::111122223333:role/b" },
    "operator/permissions-boundary",
    ["permissionsBoundary"],
    "is no managed policy",
  ],
  [
    "a short session",
    { maxSessionDuration: 900 },
    "operator/max-session-duration",
    ["maxSessionDuration"],
    "found 900; whole seconds from 3600 (1 hour) to 43200 (12 hours) are allowed",
  ],
  [
    "a session of half seconds",
    { maxSessionDuration: 3600.5 },
    "operator/max-session-duration",
    ["maxSessionDuration"],
    "found 3600.5",
  ],
  [
    "a quota beyond AWS's",
    { trustPolicyQuota: 10_000 },
    "operator/trust-policy-quota",
    ["trustPolicyQuota"],
    "found 10000; whole numbers from 2048 to 8192 are allowed",
  ],
  [
    "a key of another region",
    key("arn:aws:kms:eu-central-1:111122223333:key/1"),
    "operator/kms-key",
    ["kmsKeyArns", 0],
    "is no key for repositories in eu-west-1; arn:aws:kms:eu-west-1:<account>:key/<id> is allowed.",
  ],
  [
    "an alias",
    key("arn:aws:kms:eu-west-1:111122223333:alias/ecr"),
    "operator/kms-key",
    ["kmsKeyArns", 0],
    "An alias does not count in a policy: write the ARN of its key.",
  ],
  [
    "all keys",
    key("arn:aws:kms:eu-west-1:111122223333:key/*"),
    "operator/kms-key",
    ["kmsKeyArns", 0],
    "is no key for repositories",
  ],
  ["a reserved tag", { tags: { "aws:x": "y" } }, "tags/reserved", ["tags", "aws:x"], 'does not begin with "aws:"'],
  ["no repositories", { manages: [] }, "operator/manages-empty", ["manages"], "nothing is listed"],
  ["no clusters", { clusters: [] }, "operator/clusters-empty", ["clusters"], "no cluster is listed"],
  [
    "no ServiceAccounts",
    { serviceAccounts: [] },
    "operator/service-accounts-empty",
    ["serviceAccounts"],
    "no ServiceAccount is listed",
  ],
  [
    "a declared repository of the operator's",
    { declaredRepositories: ["sandbox/x"] },
    "operator/ownership",
    ["declaredRepositories", 0],
    "belongs to the operator",
  ],
])("%s is reported at its field", (_, change, rule, at, message) => {
  expect(checkOperatorRole({ ...settings, ...change })).toContainEqual(
    expect.objectContaining({ rule, severity: "error", at, message: expect.stringContaining(message) }),
  );
});

test("quotas are checked with the rest: policies and trust policy", () => {
  const rules = checkOperatorRole({
    ...settings,
    manages: Array.from({ length: 1000 }, (_, index) => `team/some-repository-${index}`),
    clusters: Array.from({ length: 6 }, (_, index) => ({ eks: `production-${index}` })),
  }).map(({ rule }) => rule);
  expect(rules).toEqual(["operator/deny-size", "operator/policies", "operator/trust-policy-size"]);
});

test("all faults are reported at once", () => {
  const problems = checkOperatorRole({
    ...settings,
    roleName: "",
    path: "x",
    manages: ["app*"],
    clusters: [{ eks: "" }],
  });
  expect(problems.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining([
      "operator/role-name",
      "operator/path",
      "operator/manages-wildcard",
      "operator/cluster-name",
    ]),
  );
});
