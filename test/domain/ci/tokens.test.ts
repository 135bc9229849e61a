import { checkCiRole } from "../../../src/domain/ci/check-role";
import { oidcProviderArn } from "../../../src/domain/ci/issuers";
import { roleIssuer, roleTrust, type CiRoleSettings } from "../../../src/domain/ci/role-settings";
import { listOf } from "../../../src/domain/iam/policy";
import { hasWildcard } from "../../../src/domain/iam/policy";
import { errorsOf } from "../../../src/domain/problems/problem";
import { OTHER_TOKENS } from "../../support/domain/ci-tokens/other-tokens";
import { PROJECT_TOKENS } from "../../support/domain/ci-tokens/project-tokens";
import { ACCOUNT, oracleOnToken, ownOnToken, ROLES } from "../../support/domain/ci-tokens/roles";

const TABLES = [...PROJECT_TOKENS, ...OTHER_TOKENS];

const rows = (kind: "letIn" | "refused") =>
  TABLES.flatMap(({ role, claims, [kind]: tokens }) =>
    tokens.map(([what, parts]) => [role, what, { ...claims, ...parts }] as const),
  );

test.each(rows("letIn"))("%s lets in %s", async (role, _, claims) => {
  expect(ownOnToken(ROLES[role], claims)).toBe("Allowed");
  expect(await oracleOnToken(ROLES[role], claims)).toBe("Allowed");
});

test.each(rows("refused"))("%s refuses %s", async (role, _, claims) => {
  expect(ownOnToken(ROLES[role], claims)).toBe("ImplicitlyDenied");
  expect(await oracleOnToken(ROLES[role], claims)).toBe("ImplicitlyDenied");
});

test("the tables cover at least 35 tokens that get in and 120 that do not, and each role", () => {
  expect(rows("letIn").length).toBeGreaterThanOrEqual(35);
  expect(rows("refused").length).toBeGreaterThanOrEqual(120);
  expect(new Set(TABLES.map(({ role }) => role))).toEqual(new Set(Object.keys(ROLES)));
});

test.each(Object.entries<CiRoleSettings>(ROLES))(
  "%s is valid, tests subject and audience, and compares only patterns with StringLike",
  (_, role) => {
    expect(errorsOf(checkCiRole(role))).toEqual([]);
    const { issuer, audience } = roleIssuer(role);
    const { Statement } = roleTrust(role, oidcProviderArn({ account: ACCOUNT, region: "eu-west-1" }, issuer));
    expect(Statement.length).toBeGreaterThan(0);
    for (const { Condition: { StringEquals = {}, StringLike = {}, ...others } = {} } of Statement) {
      expect(others).toEqual({});
      expect(StringEquals[`${issuer}:aud`]).toBe(audience);
      const exact = listOf(StringEquals[`${issuer}:sub`]).map(String);
      const patterns = listOf(StringLike[`${issuer}:sub`]).map(String);
      expect(exact.length + patterns.length).toBeGreaterThan(0);
      expect(exact.filter(hasWildcard)).toEqual([]);
      expect(patterns.filter((pattern) => !hasWildcard(pattern))).toEqual([]);
    }
  },
);
