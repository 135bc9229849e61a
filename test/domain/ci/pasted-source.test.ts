import { githubSource, gitlabSource } from "../../../src/domain/ci/pasted-source";
import { checkSource } from "../../../src/domain/ci/check-source";
import { subjectsOf } from "../../../src/domain/ci/source";

const PLAIN = { path: "acme/api" };
const WITH_IDS = { path: "acme/api", ids: "123456/456789" };

test.each([
  ["acme/api", PLAIN],
  ["acme@123456/api@456789", WITH_IDS],
  ["repo:acme/api:ref:refs/heads/main", { ...PLAIN, branch: "main" }],
  ["repo:acme@123456/api@456789:ref:refs/heads/release/1.2", { ...WITH_IDS, branch: "release/1.2" }],
  ["repo:acme/api:ref:refs/tags/v1", { ...PLAIN, tag: "v1" }],
  ["repo:acme/api:environment:production", { ...PLAIN, environment: "production" }],
  ["repo:acme/api:pull_request", { ...PLAIN, pullRequests: true }],
])("%s on GitHub", (path, expected) => {
  expect(githubSource({ path })).toEqual(expected);
});

test("IDs are found in a subject's form of the project", () => {
  expect(githubSource({ path: "acme/api", ids: "acme@123456/api@456789" })).toEqual(WITH_IDS);
});

test("what is written twice may agree", () => {
  const source = { path: "repo:acme@123456/api@456789:ref:refs/heads/main", ids: "123456/456789", branch: "main" };
  expect(githubSource(source)).toEqual({ ...WITH_IDS, branch: "main" });
});

test.each([
  ["other IDs", { path: "acme@123456/api@456789", ids: "1/2", branch: "main" }],
  ["another branch", { path: "repo:acme/api:ref:refs/heads/main", branch: "release" }],
  ["the ID of the owner only", { path: "acme@123456/api", branch: "main" }],
  ["the ID of the repository only", { path: "acme/api@456789", branch: "main" }],
  ["a subject of another kind", { path: "repo:acme/api:environment:production", branch: "main" }],
  ["every branch", { path: "repo:acme/api:ref:refs/heads/*", branch: "main" }],
  ["a tag", { path: "repo:acme/api:ref:refs/tags/v1", branch: "main" }],
  ["IDs that are not numbers", { path: "acme@*/api@456789", branch: "main" }],
])("%s remains as written and is an error", (_, source) => {
  const found = githubSource(source);
  expect(found).toEqual(source);
  expect(checkSource("github", { branch: "main", ...found }).map(({ rule }) => rule)).toContain("ci/source");
});

test("a pasted subject is the subject that the role trusts", () => {
  for (const subject of ["repo:acme@123456/api@456789:ref:refs/heads/main", "repo:acme/api:ref:refs/heads/v1"])
    expect(subjectsOf("github", githubSource({ path: subject }))).toEqual([subject]);
  const subject = "project_path:acme/backend/api:ref_type:branch:ref:main";
  expect(subjectsOf("gitlab", gitlabSource({ path: subject }))).toEqual([subject]);
});

test.each([
  ["acme/api", { path: "acme/api" }],
  ["project_path:acme/api:ref_type:branch:ref:main", { path: "acme/api", branch: "main" }],
  ["project_path:acme/api:ref_type:tag:ref:v1", { path: "acme/api", tag: "v1" }],
  ["project_path:acme/api:environment:x", { path: "project_path:acme/api:environment:x" }],
])("%s on GitLab", (path, expected) => {
  expect(gitlabSource({ path })).toEqual(expected);
});
