import { spawnSync } from "node:child_process";
import { devNull } from "node:os";
import { join } from "node:path";
import { detail, keep, Project } from "../../support/cli/lifecycle";

const ROOT = join(__dirname, "../../..");

/** Prints what has been loaded, when a program ends. */
const REPORT = `process.on("exit", () => {
  const files = Object.keys(require("node:module")._cache);
  const names = files.map((file) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules)/.exec(file)?.[1]);
  console.error("loaded: " + [...new Set(names)].join(" "));
});`;

let project: Project;
beforeAll(() => {
  project = new Project();
  project.write("report.cjs", REPORT);
  project.write("policy.json", keep(1));
  project.write("words.yaml", "keepNewest: 1\n");
  project.write("images.json", { imageDetails: [detail("a", "2026-01-01"), detail("b", "2026-01-02")] });
});
afterAll(() => {
  project.remove();
});

/** Packages that a run of the command loads. */
function loaded(...args: readonly string[]): string[] {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  const { stderr } = spawnSync(
    process.execPath,
    ["-r", join(project.root, "report.cjs"), "-r", "tsx/cjs", "src/cli/ecr.ts", ...args.map(placed)],
    {
      cwd: ROOT,
      encoding: "utf8",
      env: {
        ...Object.fromEntries(others),
        AWS_EC2_METADATA_DISABLED: "true",
        AWS_CONFIG_FILE: devNull,
        AWS_SHARED_CREDENTIALS_FILE: devNull,
      },
    },
  );
  const [, names] = /^loaded: (.*)$/m.exec(stderr) ?? [];
  if (names === undefined) throw new Error(stderr);
  return names.split(" ");
}

/** Files are in the test's own folder, environments are this project's. */
function placed(word: string): string {
  return /\.\w+$/.test(word) ? join(project.root, word) : word;
}

const isHeavy = (name: string): boolean =>
  /^(cdktf|constructs|@cdktf\/.*|@aws-sdk\/.*|@smithy\/.*|async|listr2|@kubernetes\/.*)$/.test(name);

test.each([
  [["lifecycle", "check", "policy.json", "words.yaml", "dev"]],
  [["lifecycle", "preview", "--policy", "words.yaml", "--images", "images.json", "-o", "html"]],
  [["cost", "dev", "--images", "images.json"]],
])("neither cdktf nor the AWS SDK is loaded by %p", (args) => {
  const names = loaded(...args);
  expect(names).toContain("commander");
  expect(names.filter(isHeavy)).toEqual([]);
});

test("a listing alone is read without what reads and checks policies", () => {
  expect(loaded("cost", "--images", "images.json").filter((name) => /^(zod|yaml|jsonc-parser)$/.test(name))).toEqual(
    [],
  );
});

test("a policy in JSON is read without what reads YAML", () => {
  const names = loaded("lifecycle", "check", "policy.json");
  expect(names).toContain("jsonc-parser");
  expect(names.filter((name) => name.includes("yaml"))).toEqual([]);
});

test("the AWS SDK is loaded where AWS is asked", () => {
  expect(loaded("cost", "dev").filter(isHeavy)).toEqual(expect.arrayContaining(["@aws-sdk/client-ecr"]));
});
