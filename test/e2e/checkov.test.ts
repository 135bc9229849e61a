import { cpSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { pythonTool, type PythonTool } from "../support/python-tool";
import { Workspace } from "../support/e2e/workspace";

const ROOT = join(__dirname, "../..");
const VERSION = "3.3.30";
const CONFIGURATION = ".checkov.yaml";
/** A stack with settings that the configuration skips. */
const STACK = "environments/production/registry";

interface Check {
  readonly check_id: string;
  readonly file_path: string;
  readonly resource: string;
}

interface Report {
  readonly results: { readonly passed_checks: readonly Check[]; readonly failed_checks: readonly Check[] };
  readonly summary: { readonly parsing_errors: number; readonly resource_count: number };
}

const workspace = new Workspace().copy("terraform/.checkov.yaml");
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

// checkov takes ten seconds for everything that is generated, so only one run reads all of it.
describe("without its configuration", () => {
  let report: Report;
  beforeAll(async () => {
    for (const folder of ["environments", "modules"]) {
      cpSync(join(ROOT, "terraform", folder), workspace.path("plain", folder), { recursive: true });
    }
    report = await look("plain", "--framework", "terraform", "--skip-download");
  });

  test("checkov finds what is skipped and nothing else, so that each skip is needed", () => {
    const { "skip-check": skipped } = parse(workspace.read(`terraform/${CONFIGURATION}`)) as { "skip-check": string[] };
    expect(report.summary.parsing_errors).toBe(0);
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

  test("with it, checkov finds what is wrong and nothing in a stack with skipped findings", async () => {
    const skipped = found(report).filter((each) => each.includes(` /${STACK}/`));
    expect(skipped.length).toBeGreaterThan(0);
    const file = `/${STACK}/wrong.tf`;
    cpSync(join(ROOT, "terraform", STACK), workspace.path("terraform", STACK), { recursive: true });
    workspace.write(`terraform${file}`, WRONG);
    const configured = await look("terraform");
    expect(configured.summary.parsing_errors).toBe(0);
    expect(found(configured)).toEqual(
      expect.arrayContaining([
        `CKV_AWS_32 ${file} aws_ecr_repository_policy.open`,
        `CKV_AWS_63 ${file} aws_iam_policy.open`,
      ]),
    );
    expect(found(configured).filter((each) => !each.includes(` ${file} `))).toEqual([]);
  });
});
