import { roleTrust } from "../../../src/domain/ci/role-settings";
import { observed } from "../../../src/operations/doctor/observed";
import { settings, deployed, role, diagnose, causes } from "../../support/operations/workflow-roles";

test("several runs of one role are accepted, and others need a setting", () => {
  const source = { path: "acme/api", branch: ["main", "release/*"], tag: "v*", environment: "production" };
  const found = [role(settings({ source }))];
  expect(causes(diagnose(found))).toEqual([]);
  for (const run of ["ref:refs/heads/release/1", "ref:refs/tags/v1", "environment:production"])
    expect(causes(diagnose(found, `repo:acme/api:${run}`))).toEqual([]);
  const fixOf = (run: string) => causes(diagnose(found, `repo:acme/api:${run}`)).map(({ fix }) => fix);
  expect(fixOf("environment:staging")).toEqual([
    expect.stringContaining("set environment: [production, staging] for ci in ciRoles, or remove"),
  ]);
  expect(fixOf("ref:refs/tags/1.0")).toEqual([
    expect.stringContaining("set tag: [v*, 1.0] for ci in ciRoles, or assume the role only in runs that it trusts"),
  ]);
  expect(fixOf("ref:refs/heads/dev")).toEqual([expect.stringContaining("set branch: [main, release/*, dev] for ci")]);
});

test("a deployed role lacks one of the declared subjects", () => {
  const declared = settings({ source: { path: "acme/api", branch: ["main", "next"] } });
  expect(causes(diagnose([role(declared, deployed(settings()))]))).toMatchObject([
    { id: "workflow/trust-subject", evidence: expect.stringContaining("subject repo:acme/api:ref:refs/heads/next") },
  ]);
});

test("a former name and a reusable workflow are part of the declaration", () => {
  const workflow = "acme/ci/.github/workflows/push.yaml@refs/tags/v*";
  const of = settings({ source: { path: "acme/api", formerly: "acme/old", branch: "main", workflow } });
  expect(causes(diagnose([role(of)]))).toEqual([]);
  expect(causes(diagnose([role(of)], "repo:acme/old:ref:refs/heads/main"))).toEqual([]);
});

test("a subject of Buildkite is compared with the role of its pipeline", () => {
  const subject = "organization:acme:pipeline:api:ref:refs/heads/main:commit:*:step:*";
  const of = settings({
    platform: "oidc",
    tokens: { issuer: "agent.buildkite.com", audience: "sts.amazonaws.com" },
    source: { path: "acme/api", subjects: [subject] },
  });
  const providerArn = "arn:aws:iam::111122223333:oidc-provider/agent.buildkite.com";
  const provider = observed({ arn: providerArn, clientIds: ["sts.amazonaws.com"] });
  const found = [role(of, deployed(of, { trust: roleTrust(of, providerArn) }), { providerArn, provider })];
  expect(causes(diagnose(found, "organization:acme:pipeline:api:ref:refs/heads/main:commit:abc:step:push"))).toEqual(
    [],
  );
  expect(
    causes(diagnose(found, "organization:acme:pipeline:api:ref:refs/heads/dev:commit:abc:step:push")),
  ).toMatchObject([{ id: "workflow/trust-subject", fix: expect.stringContaining("add the subject to ci in ciRoles") }]);
  expect(
    causes(diagnose(found, "organization:acme:pipeline:web:ref:refs/heads/main:commit:abc:step:push")),
  ).toMatchObject([{ id: "workflow/subject", evidence: expect.stringContaining("organization:acme:pipeline:web") }]);
});
