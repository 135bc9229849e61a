import { parseTokenSubject } from "../../../src/domain/ci/token-subject";

test.each([
  ["repo:acme/api:ref:refs/heads/main", { path: "acme/api", context: { kind: "branch", name: "main" } }],
  [
    "repo:acme@123456/api@456789:ref:refs/heads/release/1.2",
    { path: "acme/api", ids: "123456/456789", context: { kind: "branch", name: "release/1.2" } },
  ],
  ["repo:acme/api:ref:refs/tags/v1.2", { path: "acme/api", context: { kind: "tag", name: "v1.2" } }],
  ["repo:acme/api:environment:production", { path: "acme/api", context: { kind: "environment", name: "production" } }],
  ["repo:acme/api:pull_request", { path: "acme/api", context: { kind: "pull-request" } }],
  ["repo:acme/api:job_workflow_ref:acme/ci/x.yml@v1", { path: "acme/api", context: { kind: "other" } }],
])("%s of GitHub", (subject, parts) => {
  expect(parseTokenSubject(subject)).toEqual({ subject, platform: "github", ...parts });
});

test.each([
  ["branch", "main"],
  ["tag", "v1.2"],
])("a %s of GitLab", (kind, name) => {
  const subject = `project_path:acme/back/api:ref_type:${kind}:ref:${name}`;
  expect(parseTokenSubject(subject)).toEqual({
    subject,
    platform: "gitlab",
    path: "acme/back/api",
    context: { kind, name },
  });
});

test("CloudTrail's principalId has the audience too, and quotes are dropped", () => {
  const provider = "arn:aws:iam::111122223333:oidc-provider";
  const github = `"${provider}/token.actions.githubusercontent.com:sts.amazonaws.com:repo:acme/api:pull_request"`;
  expect(parseTokenSubject(github)).toMatchObject({
    subject: "repo:acme/api:pull_request",
    audience: "sts.amazonaws.com",
  });
  const gitlab = `${provider}/gitlab.com:https://gitlab.com:project_path:acme/api:ref_type:branch:ref:main`;
  expect(parseTokenSubject(gitlab)).toMatchObject({ platform: "gitlab", audience: "https://gitlab.com" });
});

test.each([
  ["{8b9e1d2c}:{1c2d3e4f}:{2d3e4f5a}", "{8b9e1d2c}"],
  ["org/8b9e/project/1c2d/user/3e4f/vcs-origin/github.com/acme/api/vcs-ref/refs/heads/main", "org/8b9e/project/1c2d"],
  ["organization:acme:pipeline:api:ref:refs/heads/main:commit:abc:step:push", "organization:acme:pipeline:api"],
  ["organization:acme:project:Web:workspace:prod:run_phase:plan", "organization:acme:project:Web:workspace:prod"],
])("%s of another platform, alone and from CloudTrail", (subject, path) => {
  const parts = { subject, platform: "oidc", path, context: { kind: "other" } };
  expect(parseTokenSubject(subject)).toEqual(parts);
  const provider = "arn:aws:iam::111122223333:oidc-provider/oidc.circleci.com/org/8b9e";
  expect(parseTokenSubject(`${provider}:ari:cloud:x::y:${subject}`)).toEqual({ ...parts, audience: "ari:cloud:x::y" });
});

test.each(["", "acme/api", "repo:acme/api", "system:serviceaccount:infra:operator", "eyJhbGciOi.eyJzdWIi.x"])(
  "%j is not the subject of a workflow",
  (text) => {
    expect(parseTokenSubject(text)).toBeUndefined();
  },
);
