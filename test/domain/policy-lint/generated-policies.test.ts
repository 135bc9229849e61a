import { oidcProviderArn } from "../../../src/domain/ci/issuers";
import { CI_ACCESS } from "../../../src/domain/ci/breadth";
import { roleIssuer, rolePermissions, roleTrust, type CiRoleSettings } from "../../../src/domain/ci/role-settings";
import { planPolicies } from "../../../src/domain/operator/plan-policies";
import { expectedTrustPolicy } from "../../../src/domain/operator/trust-policy";
import { lintRolePolicy, lintTrustPolicy } from "../../../src/domain/policy-lint/lint";
import { ROLES } from "../../support/domain/ci-tokens/roles";

const LOCATION = { account: "111122223333", region: "eu-west-1" };

test.each(Object.entries<CiRoleSettings>(ROLES))("the role %s has no finding, whatever it may do", (_, role) => {
  expect(lintTrustPolicy(roleTrust(role, oidcProviderArn(role.location, roleIssuer(role).issuer)))).toEqual([]);
  for (const access of CI_ACCESS) {
    const permissions = rolePermissions({
      ...role,
      access,
      scanning: "enhanced",
      pullRepositories: ["base/"],
      importRepositories: ["docker-hub/"],
      createRepositories: ["docker-hub/"],
    });
    expect(lintRolePolicy(permissions)).toEqual([]);
  }
});

test.each([["a few prefixes", ["sandbox/", "team/api"]] as const, ["many names", manyNames()] as const])(
  "the operator's role for %s has no finding",
  (_, manages) => {
    const { documents } = planPolicies({
      location: LOCATION,
      manages,
      allowDelete: true,
      kmsKeyArns: ["arn:aws:kms:eu-west-1:111122223333:key/0b1c2d3e-1111-4222-8333-444455556666"],
      declaredRepositories: ["other"],
    });
    expect(documents.length).toBeGreaterThan(0);
    expect(documents.flatMap(lintRolePolicy)).toEqual([]);
  },
);

test("the operator's trust policy has no finding", () => {
  const clusters = [
    { key: "a", eks: "main", oidcProvider: "lookup" },
    { key: "b", oidcIssuer: "https://oidc.example.com/x", oidcProvider: "create" },
  ] as const;
  const accounts = [
    { namespace: "ecr-operator", name: "controller" },
    { namespace: "team-*", name: "ecr" },
  ];
  expect(lintTrustPolicy(expectedTrustPolicy(LOCATION, clusters, accounts))).toEqual([]);
});

/** So many that the policies deny by name. */
function manyNames(): string[] {
  return Array.from({ length: 150 }, (_, index) => `sandbox-of-a-team/service-${index}`);
}
