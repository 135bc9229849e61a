import { bitbucketPipeline } from "../../src/operations/ci-workflow/bitbucket";
import { githubWorkflow } from "../../src/operations/ci-workflow/github";
import { gitlabPipeline } from "../../src/operations/ci-workflow/gitlab";
import { githubReview } from "../../src/operations/ci-workflow/review-github";
import { gitlabReview } from "../../src/operations/ci-workflow/review-gitlab";
import { type CiWorkflowSettings } from "../../src/domain/ci/workflow-settings";
import { pythonTool, type PythonTool } from "../support/python-tool";
import { API, EVERYTHING, reviewSettings, settings } from "../support/operations/ci-workflow";
import { Workspace, type Ran } from "../support/e2e/workspace";

/** Brings the schemas of both platforms as they were published at its release. */
const VERSION = "0.39.0";
const workspace = new Workspace();
let tool: PythonTool;

beforeAll(async () => {
  tool = await pythonTool("check-jsonschema", VERSION);
});
afterAll(() => {
  workspace.dispose();
});

/** Validates files in one call, and names those that break the schema. */
function validate(schema: string, ...texts: readonly string[]): Promise<Ran> {
  const files = texts.map((_, index) => `workflow-${index}.yaml`);
  texts.forEach((text, index) => {
    workspace.write(files[index] ?? "", text);
  });
  const env = { PATH: process.env["PATH"], HOME: workspace.folder };
  return workspace.run(tool.python, ["-m", "check_jsonschema", "--builtin-schema", schema, ...files], env);
}

const LATEST = { ...API, repositoryName: "team/web", imageTagMutability: "MUTABLE", scanOnPush: false } as const;
const CASES: readonly CiWorkflowSettings[] = [
  settings(),
  settings({}, API, LATEST),
  settings({ gate: undefined }),
  settings({ gate: { failOn: ["CRITICAL"], waitSeconds: 600, scanning: "enhanced" } }),
  settings(EVERYTHING),
  settings({ ...EVERYTHING, build: { cache: "gha" }, deployment: "Registry" }),
];

test.each([
  ["vendor.github-workflows", githubWorkflow],
  ["vendor.gitlab-ci", gitlabPipeline],
  ["vendor.bitbucket-pipelines", bitbucketPipeline],
])("workflows follow the published schema %s", async (schema, workflow) => {
  expect(await validate(schema, ...CASES.map(workflow))).toMatchObject({ exit: 0 });
});

test("reviews follow the published schemas", async () => {
  const reviews = [reviewSettings(), reviewSettings("dev", "production")];
  expect(await validate("vendor.github-workflows", ...reviews.map(githubReview))).toMatchObject({ exit: 0 });
  expect(await validate("vendor.gitlab-ci", ...reviews.map(gitlabReview))).toMatchObject({ exit: 0 });
});

test("the schemas refuse what is none of theirs", async () => {
  const github = githubWorkflow(settings()).replace("runs-on:", "run-on:");
  expect((await validate("vendor.github-workflows", github)).exit).toBe(1);
  const gitlab = gitlabPipeline(settings()).replace("aud:", "audience:");
  expect((await validate("vendor.gitlab-ci", gitlab)).exit).toBe(1);
  const bitbucket = bitbucketPipeline(settings()).replace("oidc: true", 'oidc: "yes"');
  expect((await validate("vendor.bitbucket-pipelines", bitbucket)).exit).toBe(1);
});
