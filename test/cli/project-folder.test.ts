import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../src/cli/support/project-folder";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), "cdktf-ecr-project-"));
  for (const project of ["outer", "outer/inner"]) {
    mkdirSync(join(root, project, "environments/dev"), { recursive: true });
    writeFileSync(join(root, project, "cdktf.json"), "{}");
  }
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

test.each([
  ["the working folder", "outer", "outer"],
  ["a folder above", "outer/environments/dev", "outer"],
  ["the nearest of two", "outer/inner/environments", "outer/inner"],
  ["the working folder where there is no project", ".", "."],
])("a project is %s", (_, folder, project) => {
  expect(projectFolder(["validate", "dev"], join(root, folder))).toBe(join(root, project));
});

test.each([[["validate", "--project", "outer/inner"]], [["--project=outer/inner", "validate"]]])(
  "--project names it, %j",
  (args) => {
    expect(projectFolder(args, root)).toBe(join(root, "outer/inner"));
  },
);

test("what stands behind -- belongs to another program", () => {
  expect(projectFolder(["login", "--", "--project", "nowhere"], join(root, "outer"))).toBe(join(root, "outer"));
});

test.each([
  ["a folder that does not exist", ["--project", "nowhere"], '"nowhere"'],
  ["a file", ["--project=outer/cdktf.json"], '"outer/cdktf.json"'],
])("--project is refused for %s", (_, args, found) => {
  expect(() => projectFolder(args, root)).toThrow(`--project: expected a folder, found ${found}, which `);
});

test("a --project without its argument is left to the parser of the command line", () => {
  expect(projectFolder(["validate", "--project"], root)).toBe(root);
});
