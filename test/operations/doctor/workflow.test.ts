import { rolePermissions, roleTrust } from "../../../src/domain/ci/role-settings";
import { type DeployedRole } from "../../../src/operations/doctor/operator-facts";
import { observed, unobserved } from "../../../src/operations/doctor/observed";
import { type WorkflowRole } from "../../../src/operations/doctor/workflow-facts";
import {
  PROVIDER,
  PLAIN,
  NUMBERED,
  settings,
  IDS,
  deployed,
  role,
  diagnose,
  causes,
} from "../../support/operations/workflow-roles";

test("a role as declared has no cause, and the subject is left to --subject", () => {
  expect(diagnose([role(settings())]).map(({ id, verdict }) => [id, verdict])).toEqual([
    ["workflow/oidc-provider", "ok"],
    ["workflow/subject", "skipped"],
    ["workflow/trust", "ok"],
    ["workflow/permissions", "ok"],
    ["workflow/role", "ok"],
  ]);
});

test("a role of GitLab's pipelines", () => {
  const of = settings({ platform: "gitlab", gitlabUrl: "https://gitlab.com" });
  const providerArn = "arn:aws:iam::111122223333:oidc-provider/gitlab.com";
  const provider = observed({ arn: providerArn, clientIds: ["https://gitlab.com"] });
  const inAws = { ...deployed(of), trust: roleTrust(of, providerArn) };
  const found = [role(of, inAws, { providerArn, provider })];
  expect(causes(diagnose(found))).toEqual([]);
  expect(causes(diagnose(found, "project_path:acme/api:ref_type:tag:ref:v1"))).toMatchObject([
    { id: "workflow/trust-subject", fix: expect.stringContaining("does not trust the tag v1") },
  ]);
});

test.each([
  ["with IDs where the role has none", settings(), NUMBERED, "set ids: 123456/456789 for ci in ciRoles"],
  ["without IDs where the role has them", settings(IDS), PLAIN, "remove ids for ci in ciRoles"],
  [
    "with other IDs",
    settings(IDS),
    "repo:acme@1/api@2:ref:refs/heads/main",
    "set ids: 1/2 for ci in ciRoles, then run npx cdktf deploy dev-access",
  ],
  ["of another branch", settings(), "repo:acme/api:ref:refs/heads/next", "set branch: next for ci in ciRoles"],
  ["of another spelling", settings(), "repo:Acme/api:ref:refs/heads/main", "set repository: Acme/api (subjects are"],
  [
    "of an environment, with IDs",
    settings(),
    "repo:acme@123456/api@456789:environment:production",
    'remove "environment: production" from the job that assumes the role, because the role trusts branch main, not an environment. Also set ids: 123456/456789',
  ],
  ["of a tag", settings(), "repo:acme/api:ref:refs/tags/v1", "does not trust the tag v1"],
  ["of a pull request", settings(), "repo:acme/api:pull_request", "does not trust pull requests"],
  [
    "that is customized",
    settings(),
    "repo:acme/api:job_workflow_ref:acme/ci/x.yml@v1",
    "restore the project's default subject",
  ],
])("a token %s is told from what the role trusts", (_what, of, subject, fix) => {
  const [only, ...others] = causes(diagnose([role(of)], subject));
  expect(others).toEqual([]);
  expect(only?.id).toBe("workflow/trust-subject");
  expect(only?.evidence).toBe(
    `the workflow's token has the subject ${subject}, but arn:aws:iam::111122223333:role/ci trusts ${of.source.ids === undefined ? PLAIN : NUMBERED}`,
  );
  expect(only?.fix).toContain(fix);
});

test("a role that is declared right and deployed before the IDs needs a deployment only", () => {
  const before = deployed(settings());
  const [withToken, ...others] = causes(diagnose([role(settings(IDS), before)], NUMBERED));
  expect(others).toEqual([]);
  expect(withToken?.fix).toBe("deploy the declared trust policy: npx cdktf deploy dev-access");
  const [alone] = causes(diagnose([role(settings(IDS), before)]));
  expect(alone?.evidence).toContain(`${NUMBERED}, as declared, but`);
  expect(alone?.fix).toContain(
    "Tokens contain IDs if the repository was created, renamed or transferred since July 15, 2026",
  );
  const [reverse] = causes(diagnose([role(settings(), deployed(settings(IDS)))]));
  expect(reverse?.fix).toContain("its tokens contain IDs: set ids: 123456/456789 instead");
});

test("a role that trusts both forms accepts both", () => {
  const both = JSON.parse(
    JSON.stringify(deployed(settings())).replace(JSON.stringify(PLAIN), JSON.stringify([PLAIN, NUMBERED])),
  ) as DeployedRole;
  for (const subject of [PLAIN, NUMBERED]) {
    expect(causes(diagnose([role(settings(), both)], subject)).map(({ id }) => id)).toEqual(["workflow/role-differs"]);
  }
});

test("one role of a project may be for another branch, and another project is told", () => {
  const next = settings({ roleName: "next", source: { path: "acme/api", branch: "next" } });
  expect(causes(diagnose([role(settings()), role(next)], "repo:acme/api:ref:refs/heads/next"))).toEqual([]);
  const [cause] = causes(diagnose([role(settings())], "repo:acme@1/web@2:ref:refs/heads/main"));
  expect(cause).toMatchObject({
    id: "workflow/subject",
    evidence: expect.stringContaining("ciRoles trusts acme/api"),
    fix: expect.stringContaining('repository: "repo:acme@1/web@2:ref:refs/heads/main"'),
  });
});

test("CloudTrail's audience is compared too", () => {
  const subject = `${PROVIDER}:https://github.com/acme:${PLAIN}`;
  expect(causes(diagnose([role(settings())], subject))).toMatchObject([
    {
      id: "workflow/trust-audience",
      evidence: expect.stringContaining(
        "audience https://github.com/acme, but arn:aws:iam::111122223333:role/ci trusts sts",
      ),
    },
  ]);
});

test("providers: missing, of another audience, unreadable, and reported once", () => {
  const absent = { provider: observed(undefined) };
  const two = [role(settings(), undefined, absent), role(settings({ roleName: "other" }), undefined, absent)];
  expect(causes(diagnose(two))).toMatchObject([
    { id: "workflow/oidc-provider", fix: expect.stringContaining("aws iam create-open-id-connect-provider") },
  ]);
  const made = diagnose([role(settings(), undefined, { ...absent, makesProvider: true })]);
  expect(causes(made)).toMatchObject([{ fix: "npx cdktf deploy dev-access" }]);
  const other = { provider: observed({ arn: PROVIDER, clientIds: ["https://github.com/acme"] }) };
  expect(causes(diagnose([role(settings(), undefined, other)]))).toMatchObject([{ id: "workflow/oidc-audience" }]);
  const [unknown] = diagnose([role(settings(), undefined, { provider: unobserved("denied") })]);
  expect(unknown).toMatchObject({ verdict: "unknown", evidence: "denied" });
});

test("a role that is missing, has another path, or cannot be read", () => {
  const of = (parts: Partial<WorkflowRole>) => diagnose([role(settings(), undefined, parts)]).at(-1);
  expect(of({ role: observed(undefined) })).toMatchObject({ id: "workflow/role", verdict: "cause" });
  expect(of({ role: unobserved("denied") })).toMatchObject({ id: "workflow/role", verdict: "unknown" });
  const moved = deployed(settings(), { arn: "arn:aws:iam::111122223333:role/teams/ci" });
  expect(of({ role: observed(moved) })?.evidence).toContain("found arn:aws:iam::111122223333:role/teams/ci");
});

test("a condition on another claim leaves the answer open", () => {
  const trust = JSON.parse(
    JSON.stringify(deployed(settings()).trust).replace(
      '"StringEquals":{',
      '"StringEquals":{"token.actions.githubusercontent.com:job_workflow_ref":"acme/ci/x.yml@v1",',
    ),
  ) as object;
  const found = diagnose([role(settings(), deployed(settings(), { trust }))]);
  expect(found.find(({ id }) => id === "workflow/trust")).toMatchObject({
    verdict: "unknown",
    evidence: expect.stringContaining("job_workflow_ref"),
  });
});

test("permissions that are missing, and a boundary that does not allow them", () => {
  const narrow = deployed(settings(), {
    policies: [{ name: "push", document: rolePermissions(settings({ repositories: ["team/api"] })) }],
  });
  const [cause, ...others] = causes(diagnose([role(settings(), narrow)]));
  expect(others).toEqual([]);
  expect(cause).toMatchObject({ id: "workflow/permissions", about: "ci" });
  expect(cause?.evidence).toContain("repository/web/*: its own policies do not allow it");
  const boundary = {
    name: "limit",
    document: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] },
  };
  const limited = settings({ permissionsBoundary: "limit" });
  const [bounded] = causes(diagnose([role(limited, deployed(limited, { boundary }))]));
  expect(bounded?.fix).toContain("permissions boundary limit");
});

test("a policy that nobody declared is a difference", () => {
  const { policies } = deployed(settings());
  const more = { name: "admin", document: { Version: "2012-10-17", Statement: [] } };
  const found = diagnose([role(settings(), deployed(settings(), { policies: [...policies, more] }))]);
  expect(causes(found)).toMatchObject([
    { id: "workflow/role-differs", evidence: expect.stringContaining("admin does not match any declared policy") },
  ]);
});
