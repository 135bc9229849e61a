import { cpSync, rmSync } from "node:fs";
import { parse } from "yaml";
import { pythonTool, type PythonTool } from "../support/python-tool";
import { Workspace } from "../support/e2e/workspace";

const VERSION = "3.3.30";
const CONFIGURATION = "terraform/.checkov.yaml";

interface Check {
  readonly check_id: string;
  readonly file_path: string;
  readonly resource: string;
}

interface Report {
  readonly results: { readonly passed_checks: readonly Check[]; readonly failed_checks: readonly Check[] };
  readonly summary: { readonly parsing_errors: number; readonly resource_count: number };
}

const workspace = new Workspace().copy("terraform");
let checkov: PythonTool;

beforeAll(async () => {
  checkov = await pythonTool("checkov", VERSION);
});
afterAll(() => {
  workspace.dispose();
});

/** What checkov says of a folder of the workspace, as a person would run it there. */
async function look(folder: string, ...options: readonly string[]): Promise<Report> {
  const args = ["-m", "checkov.main", "-d", folder, "-o", "json", ...options];
  // Nothing of the machine's own configuration, and nobody to ask.
  const env = { PATH: process.env["PATH"], HOME: workspace.folder };
  const { exit, stdout, stderr } = await workspace.run(checkov.python, args, env);
  if (exit !== 0 && exit !== 1) throw new Error(`checkov ended with ${exit}\n${stdout}\n${stderr}`);
  return JSON.parse(stdout) as Report;
}

const found = ({ results }: Report): string[] =>
  results.failed_checks.map(({ check_id, file_path, resource }) => `${check_id} ${file_path} ${resource}`);

/** A public repository, and a role that may do anything. */
const everything = (principal: object): string =>
  `jsonencode(${JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", ...principal }] })})`;
const WRONG = [
  `resource "aws_ecr_repository_policy" "open" {\n  repository = "open"\n  policy = ${everything({ Principal: "*" })}\n}`,
  `resource "aws_iam_policy" "open" {\n  name = "open"\n  policy = ${everything({ Resource: "*" })}\n}`,
].join("\n\n");

test("checkov finds what is wrong, and nothing in what is generated", async () => {
  const file = "/environments/production/registry/wrong.tf";
  workspace.write(`terraform${file}`, WRONG);
  const report = await look("terraform");
  expect(report.summary.parsing_errors).toBe(0);
  expect(found(report)).toEqual(
    expect.arrayContaining([
      `CKV_AWS_32 ${file} aws_ecr_repository_policy.open`,
      `CKV_AWS_63 ${file} aws_iam_policy.open`,
    ]),
  );
  expect(found(report).filter((each) => !each.includes(` ${file} `))).toEqual([]);
  rmSync(workspace.path(`terraform${file}`));
});

describe("without its configuration", () => {
  let report: Report;
  beforeAll(async () => {
    for (const folder of ["environments", "modules"]) {
      cpSync(workspace.path("terraform", folder), workspace.path("plain", folder), { recursive: true });
    }
    report = await look("plain", "--framework", "terraform", "--skip-download");
  });

  test("checkov finds what is skipped and nothing else, so that each skip is needed", () => {
    const { "skip-check": skipped } = parse(workspace.read(CONFIGURATION)) as { "skip-check": string[] };
    const ids = new Set(report.results.failed_checks.map(({ check_id }) => check_id));
    expect([...ids].sort()).toEqual([...skipped].sort());
  });

  test.each(["production/registry", "production/access", "local/registry", "modules/ecr-repository"])(
    "checkov has read %s: several checks of it are passed",
    (folder) => {
      const passed = report.results.passed_checks.filter(({ file_path }) => file_path.includes(`/${folder}/`));
      expect(passed.length).toBeGreaterThan(2);
    },
  );
});
