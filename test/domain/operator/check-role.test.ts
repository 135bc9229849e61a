import { checkOperatorRole } from "../../../src/domain/operator/check-role";
import { type OperatorRoleSettings } from "../../../src/domain/operator/role-settings";

const settings: OperatorRoleSettings = {
  location: { account: "111122223333", region: "eu-west-1" },
  roleName: "infra-operator-ecr-role",
  clusters: [{ eks: "prod" }],
  serviceAccounts: [{ namespace: "infra-operator", name: "infra-operator" }],
  manages: ["sandbox/"],
};

test("the required settings are accepted, and so are all settings", () => {
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
      kmsKeyArns: ["arn:aws:kms:eu-west-1:444455556666:key/mrk-0123456789abcdef0123456789abcdef"],
      declaredRepositories: ["team/api"],
    }),
  ).toEqual([]);
});

const key = (arn: string) => ({ kmsKeyArns: [arn] });

test.each<[string, Partial<OperatorRoleSettings>, string, (string | number)[], string]>([
  [
    "a short account ID",
    { location: { account: "123", region: "eu-west-1" } },
    "operator/account",
    ["location", "account"],
    'expected an account ID of 12 digits, in quotes, found "123"',
  ],
  [
    "no region",
    { location: { account: "111122223333", region: "Ireland" } },
    "operator/region",
    ["location", "region"],
    'expected an AWS region such as "eu-west-1", found "Ireland"',
  ],
  [
    "a name with spaces",
    { roleName: "my role" },
    "operator/role-name",
    ["roleName"],
    'expected 1 to 64 letters, digits and _ + = , . @ -, found "my role" (7 characters)',
  ],
  ["a long name", { roleName: "r".repeat(65) }, "operator/role-name", ["roleName"], "(65 characters)"],
  [
    "a path without slashes",
    { path: "platform" },
    "operator/path",
    ["path"],
    'expected a path of printable ASCII characters without spaces that starts and ends with a slash, such as "/platform/"',
  ],
  ["a long path", { path: `/${"p".repeat(511)}/` }, "operator/path", ["path"], "at most 512 characters"],
  [
    "a description with characters outside Latin-1",
    { description: "操作" },
    "operator/description",
    ["description"],
    "expected at most 1,000 characters, Latin-1 only, found 2 characters",
  ],
  [
    "a permissions boundary of another account",
    { permissionsBoundary: "arn:aws:iam::444455556666:policy/b" },
    "operator/permissions-boundary",
    ["permissionsBoundary"],
    "expected a managed policy in the role's account (arn:aws:iam::111122223333:policy/<name>) or an AWS managed policy",
  ],
  [
    "a permissions boundary that is a role",
    { permissionsBoundary: "arn:aws:iam::111122223333:role/b" },
    "operator/permissions-boundary",
    ["permissionsBoundary"],
    "expected a managed policy",
  ],
  [
    "a short session",
    { maxSessionDuration: 900 },
    "operator/max-session-duration",
    ["maxSessionDuration"],
    "expected a whole number of seconds from 3600 (1 hour) to 43200 (12 hours), found 900",
  ],
  [
    "a session with a fraction of a second",
    { maxSessionDuration: 3600.5 },
    "operator/max-session-duration",
    ["maxSessionDuration"],
    "found 3600.5",
  ],
  [
    "a quota above the maximum",
    { trustPolicyQuota: 10_000 },
    "operator/trust-policy-quota",
    ["trustPolicyQuota"],
    "expected a whole number from 2048 to 8192, found 10000",
  ],
  [
    "a key of another region",
    key("arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555"),
    "operator/kms-key",
    ["kmsKeyArns", 0],
    "expected the ARN of a key in the repositories' region (arn:aws:kms:eu-west-1:<account>:key/<id>), found",
  ],
  [
    "an alias",
    key("arn:aws:kms:eu-west-1:111122223333:alias/ecr"),
    "operator/kms-key",
    ["kmsKeyArns", 0],
    "IAM policies do not match aliases. Write the ARN of the key itself",
  ],
  [
    "a pattern of keys",
    key("arn:aws:kms:eu-west-1:111122223333:key/*"),
    "operator/kms-key",
    ["kmsKeyArns", 0],
    "expected the ARN of a key",
  ],
  ["a reserved tag", { tags: { "aws:x": "y" } }, "tags/reserved", ["tags", "aws:x"], 'does not begin with "aws:"'],
  ["no repositories", { manages: [] }, "operator/manages-empty", ["manages"], "expected at least one repository name"],
  [
    "no clusters",
    { clusters: [] },
    "operator/clusters-empty",
    ["clusters"],
    "expected at least one cluster, found none",
  ],
  [
    "no ServiceAccounts",
    { serviceAccounts: [] },
    "operator/service-accounts-empty",
    ["serviceAccounts"],
    "expected at least one ServiceAccount, found none",
  ],
  [
    "a declared repository that the operator owns",
    { declaredRepositories: ["sandbox/x"] },
    "operator/ownership",
    ["declaredRepositories", 0],
    'found "sandbox/x" declared here',
  ],
])("%s is reported at its field", (_, change, rule, at, message) => {
  expect(checkOperatorRole({ ...settings, ...change })).toContainEqual(
    expect.objectContaining({ rule, severity: "error", at, message: expect.stringContaining(message) }),
  );
});

test("the quotas of policies and of the trust policy are checked too", () => {
  const rules = checkOperatorRole({
    ...settings,
    manages: Array.from({ length: 1000 }, (_, index) => `team/some-repository-${index}`),
    clusters: Array.from({ length: 6 }, (_, index) => ({ eks: `production-${index}` })),
  }).map(({ rule }) => rule);
  expect(rules).toEqual(["operator/deny-size", "operator/policies", "operator/trust-policy-size"]);
});

test("all problems are reported at once", () => {
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
