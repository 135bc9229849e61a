import { breadthOf } from "../../../src/domain/ci/breadth";
import { checkSource } from "../../../src/domain/ci/check-source";

const PLATFORMS = {
  github: (branch: string) => `repo:acme/api:ref:refs/heads/${branch}`,
  environment: (name: string) => `repo:acme/api:environment:${name}`,
  workflow: (branch: string) => `repo:acme/api:job_workflow_ref:acme/ci/.github/workflows/a.yaml@refs/heads/${branch}`,
  gitlab: (branch: string) => `project_path:acme/api:ref_type:branch:ref:${branch}`,
  "gitlab with a claim": (branch: string) => `project_path:acme/api:ref_type:branch:ref:${branch}:user_login:*`,
  buildkite: (branch: string) =>
    `organization:acme:pipeline:api:ref:refs/heads/${branch}:commit:*:step:*:build_source:webhook`,
  circleci: (branch: string) => `org/1/project/2/user/*/vcs-origin/github.com/acme/api/vcs-ref/refs/heads/${branch}`,
};

const SHORT = ["*", "**", "m*", "*m", "?", "ma*", "*a*b*", "*/*", "*/*/*/*", "*/m", "*/r/*"];
const LONG = ["main", "m", "rel*", "release/*", "r/*", "release-1.*", "*-stable", "v1.*"];

describe.each(Object.entries(PLATFORMS))("a branch or environment in a subject of %s", (_, subjectOf) => {
  test.each(SHORT)("%s is too broad for a push, but not for a pull", (name) => {
    expect(breadthOf(subjectOf(name), "push")).toBe("run");
    expect(breadthOf(subjectOf(name), "pull")).toBeUndefined();
  });

  test.each(LONG)("%s is narrow enough", (name) => {
    expect(breadthOf(subjectOf(name), "push")).toBeUndefined();
  });
});

test.each([
  "repo:acme/api:ref:refs/tags/v*",
  "project_path:acme/api:ref_type:tag:ref:v*",
  "project_path:acme/api:ref_type:branch:ref:m*:ref_protected:true",
  "project_path:acme/api:ref_type:branch:ref:*:environment_protected:true:deployment_tier:production",
])("%s is narrow enough", (subject) => {
  expect(breadthOf(subject, "push")).toBeUndefined();
});

test.each([
  ["refs/heads/m*", 1],
  ["refs/tags/*", 1],
  ["refs/heads/release/*", 0],
  ["refs/tags/v*", 0],
  ["0123456789012345678901234567890123456789", 0],
])("a reusable workflow at %s has %i findings", (ref, count) => {
  const source = { path: "acme/api", branch: "main", workflow: `acme/ci/.github/workflows/push.yaml@${ref}` };
  expect(checkSource("github", source)).toHaveLength(count);
});
