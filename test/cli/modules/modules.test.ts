import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MARKER } from "../../../src/cli/modules/copy";
import { registerModules } from "../../../src/cli/modules/command";
import { ownPackage, packageFolder } from "../../../src/cli/support/package-folder";
import { filesBelow } from "../../../src/cli/support/tree";
import { Project } from "../../support/cli/lifecycle";

const SOURCE = join(packageFolder(), "terraform/modules");
const FILES = filesBelow(join(SOURCE, "ecr-repository")).length;
const { version } = ownPackage();

let project: Project;
let vendor: string;

beforeEach(() => {
  project = new Project(registerModules);
  vendor = join(project.root, "vendor");
});
afterEach(() => {
  project.remove();
});

const modules = (...args: readonly string[]) => project.run("modules", vendor, ...args);
const path = (name: string) => join(vendor, "ecr-repository", name);
const read = (name: string) => readFileSync(path(name), "utf8");

/** Makes the copy one of an older version, whose texts of some files were others. */
function makeOlder(texts: Readonly<Record<string, string>>): void {
  const marker = JSON.parse(read(MARKER)) as { version: string; files: Record<string, string> };
  for (const [name, text] of Object.entries(texts)) {
    writeFileSync(path(name), text);
    marker.files[name] = createHash("sha256").update(text).digest("hex");
  }
  writeFileSync(path(MARKER), JSON.stringify({ ...marker, version: "0.0.9" }));
}

test("all modules are copied as this package has them, and a second run changes nothing", async () => {
  const { stdout, error } = await modules();
  expect(error).toBeUndefined();
  expect(stdout).toMatch(new RegExp(`^vendor/ci-role: ${version}; \\d+ of \\d+ files written: README\\.md, `));
  for (const name of readdirSync(SOURCE)) {
    expect(filesBelow(join(vendor, name)).filter((file) => file !== MARKER)).toEqual(filesBelow(join(SOURCE, name)));
  }
  expect(read("main.tf")).toBe(readFileSync(join(SOURCE, "ecr-repository/main.tf"), "utf8"));
  const again = await modules("--check");
  expect({ ...again, stdout: again.stdout.match(/: current, /g)?.length }).toMatchObject({
    exitCode: 0,
    stdout: readdirSync(SOURCE).length,
  });
});

test("an update says what it changes, deletes what is gone, and keeps files that it did not copy", async () => {
  await modules();
  makeOlder({ "main.tf": "# older\n", "gone.tf": "# gone\n" });
  writeFileSync(path("mine.tf"), "# mine\n");
  mkdirSync(path(".terraform"));
  const check = await modules("--check");
  expect(check.exitCode).toBe(1);
  expect(check.stdout).toContain(
    `vendor/ecr-repository: 0.0.9 -> ${version}; 1 of ${FILES} files to write: main.tf; to delete: gone.tf; kept files that did not come from this package: mine.tf\n`,
  );
  expect(read("main.tf")).toBe("# older\n");
  const { stdout } = await modules("-o", "json");
  const { written, modules: copies } = JSON.parse(stdout) as { written: boolean; modules: { name: string }[] };
  expect({ written, copy: copies.find(({ name }) => name === "ecr-repository") }).toEqual({
    written: true,
    copy: {
      name: "ecr-repository",
      folder: "vendor/ecr-repository",
      from: "0.0.9",
      changed: ["main.tf"],
      removed: ["gone.tf"],
      edited: [],
      kept: ["mine.tf"],
    },
  });
  expect(readdirSync(join(vendor, "ecr-repository")).sort()).toEqual(
    [...readdirSync(join(SOURCE, "ecr-repository")), ".terraform", MARKER, "mine.tf"].sort(),
  );
  expect((await modules("--check")).exitCode).toBe(0);
});

test("changed files are named, and nothing is written unless they may be overwritten", async () => {
  await modules();
  makeOlder({ "main.tf": "# older\n" });
  writeFileSync(path("variables.tf"), "# edited\n");
  writeFileSync(join(vendor, "ci-role/main.tf"), "# edited\n");
  const { error } = await modules();
  expect(error).toBe(
    "these files were changed after they were copied, so nothing was written:\n  vendor/ci-role/main.tf\n  vendor/ecr-repository/variables.tf\nMove your changes elsewhere, or discard them with --force.",
  );
  expect(read("main.tf")).toBe("# older\n");
  expect((await modules("--check")).stdout).toContain("; changed after they were copied: variables.tf\n");
  await modules("--force");
  expect((await modules("--check")).exitCode).toBe(0);
});

test("a folder of another origin counts as changed, but for files that are the same", async () => {
  await modules();
  rmSync(path(MARKER));
  expect((await modules()).stdout).toContain(`vendor/ecr-repository: ${version}; ${MARKER} written\n`);
  rmSync(path(MARKER));
  writeFileSync(path("outputs.tf"), "# other\n");
  expect((await modules()).error).toContain("vendor/ecr-repository/outputs.tf");
});

test("a file in the place of a folder, and a marker that cannot be read, are errors", async () => {
  await modules();
  writeFileSync(path(MARKER), "{");
  expect((await modules("--check")).error).toMatch(
    /cdktf-ecr-module\.json: expected a file that ecr modules wrote, found different contents/,
  );
  const file = project.write("file", "");
  expect((await project.run("modules", file)).error).toBe(
    `expected a folder for modules, found the file ${file}. Nothing was written`,
  );
  rmSync(vendor, { recursive: true });
  project.write("vendor/ecr-repository", "");
  expect((await modules()).error).toContain("found the file ");
  expect(existsSync(join(vendor, "ci-role"))).toBe(false);
});
