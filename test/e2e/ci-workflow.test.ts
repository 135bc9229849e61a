import { githubWorkflow } from "../../src/operations/ci-workflow/github";
import { gitlabPipeline } from "../../src/operations/ci-workflow/gitlab";
import { githubReview } from "../../src/operations/ci-workflow/review-github";
import { gitlabReview } from "../../src/operations/ci-workflow/review-gitlab";
import { type CiWorkflowSettings } from "../../src/domain/ci/workflow-settings";
import { pythonTool, type PythonTool } from "../support/python-tool";
import { API, reviewSettings, settings } from "../support/operations/ci-workflow";
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

function validate(schema: string, text: string): Promise<Ran> {
  workspace.write("workflow.yaml", text);
  const env = { PATH: process.env["PATH"], HOME: workspace.folder };
  const args = ["-m", "check_jsonschema", "--builtin-schema", schema, "workflow.yaml"];
  return workspace.run(tool.python, args, env);
}

const LATEST = { ...API, repositoryName: "team/web", imageTagMutability: "MUTABLE", scanOnPush: false } as const;
const CASES: readonly (readonly [string, CiWorkflowSettings])[] = [
  ["one repository", settings()],
  ["several repositories, tags that move and scans on demand", settings({}, API, LATEST)],
  ["no gate", settings({ gate: undefined })],
  ["enhanced scanning", settings({ gate: { failOn: ["CRITICAL"], waitSeconds: 600, scanning: "enhanced" } })],
];

test.each(CASES)("a GitHub workflow with %s follows the published schema", async (_, parts) => {
  expect(await validate("vendor.github-workflows", githubWorkflow(parts))).toMatchObject({ exit: 0 });
});

test.each(CASES)("a GitLab pipeline with %s follows the published schema", async (_, parts) => {
  expect(await validate("vendor.gitlab-ci", gitlabPipeline(parts))).toMatchObject({ exit: 0 });
});

test.each([
  ["without a role", reviewSettings()],
  ["with roles", reviewSettings("dev", "production")],
])("a review %s follows the published schemas", async (_, settingsOfReview) => {
  expect(await validate("vendor.github-workflows", githubReview(settingsOfReview))).toMatchObject({ exit: 0 });
  expect(await validate("vendor.gitlab-ci", gitlabReview(settingsOfReview))).toMatchObject({ exit: 0 });
});

test("the schemas refuse what is none of theirs", async () => {
  const github = githubWorkflow(settings()).replace("runs-on:", "run-on:");
  expect((await validate("vendor.github-workflows", github)).exit).toBe(1);
  const gitlab = gitlabPipeline(settings()).replace("aud:", "audience:");
  expect((await validate("vendor.gitlab-ci", gitlab)).exit).toBe(1);
});
