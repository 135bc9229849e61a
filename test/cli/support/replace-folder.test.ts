import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { recover, replaceFolder } from "../../../src/cli/support/replace-folder";
import { compareTree, filesBelow, GENERATED_BY, isCurrent } from "../../../src/cli/support/tree";

let parent = "";
let folder = "";

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "cdktf-ecr-tree-"));
  folder = join(parent, "dev");
});
afterEach(() => {
  rmSync(parent, { recursive: true });
});

function put(files: Readonly<Record<string, string>>, base = folder): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true });
    writeFileSync(join(base, path), text);
  }
}

const read = (path: string): string => readFileSync(join(folder, path), "utf8");
const GENERATED = `# ${GENERATED_BY} from environments/dev\n`;

test("creates a missing folder and leaves nothing else", () => {
  replaceFolder(folder, new Map([["registry/main.tf", "a\n"]]), []);
  expect(read("registry/main.tf")).toBe("a\n");
  expect(readdirSync(parent)).toEqual(["dev"]);
});

test("keeps other files, Terraform's lock file and its providers, and deletes stale files and empty folders", () => {
  put({
    "registry/main.tf": "old\n",
    "registry/notes.md": "mine\n",
    "registry/.terraform.lock.hcl": "lock\n",
    "registry/.terraform/providers/aws": "binary",
    "gone/main.tf": GENERATED,
  });
  replaceFolder(folder, new Map([["registry/main.tf", "new\n"]]), ["gone/main.tf"]);
  expect(filesBelow(folder)).toEqual(["registry/main.tf", "registry/notes.md"]);
  expect(read("registry/main.tf")).toBe("new\n");
  expect(read("registry/.terraform.lock.hcl")).toBe("lock\n");
  expect(read("registry/.terraform/providers/aws")).toBe("binary");
  expect(existsSync(join(folder, "gone"))).toBe(false);
});

test("a failure leaves the old folder unchanged", () => {
  put({ "registry/main.tf": "old\n" });
  // A file cannot be written below another file.
  const impossible = new Map([
    ["registry/main.tf", "new\n"],
    ["registry/main.tf/below.tf", "x"],
  ]);
  expect(() => {
    replaceFolder(folder, impossible, []);
  }).toThrow();
  expect(read("registry/main.tf")).toBe("old\n");
  expect(readdirSync(parent)).toEqual(["dev"]);
});

/** The id of a process that has ended. */
const ENDED = spawnSync(process.execPath, ["-e", ""]).pid;

/** Creates the staging folder of a run that was killed. */
function staged(pid: number, files: Readonly<Record<string, string>>, of = "dev"): string {
  const staging = join(parent, `.generate-${of}-${pid}`);
  put({ "generate-run.json": JSON.stringify({ program: "cdktf-ecr generate", folder: of, pid }), ...files }, staging);
  return staging;
}

test("deletes the staging folder of a killed run, and restores the old folder if there is no new one", () => {
  staged(ENDED, { "old/main.tf": "old\n", "new/main.tf": "half" });
  recover(folder);
  expect(read("main.tf")).toBe("old\n");
  expect(readdirSync(parent)).toEqual(["dev"]);
});

test("a run that was killed after the replacement has replaced everything", () => {
  put({ "main.tf": "new\n" });
  staged(ENDED, { "old/main.tf": "old\n" });
  recover(folder);
  expect(read("main.tf")).toBe("new\n");
  expect(readdirSync(parent)).toEqual(["dev"]);
});

test("does not touch the staging folders of a running process and of another folder", () => {
  staged(process.ppid, { "new/main.tf": "new\n" });
  staged(ENDED, { "new/main.tf": "kept\n" }, "other");
  recover(folder);
  expect(readdirSync(parent).sort()).toEqual([`.generate-dev-${process.ppid}`, `.generate-other-${ENDED}`]);
});

test("does not touch other folders, whatever their names and files", () => {
  const foreign = [`dev.old-${ENDED}`, `dev.new-${ENDED}`, "dev.old", ".generate-mine", ".generate-notes"];
  for (const name of foreign) put({ "main.tf": "kept\n" }, join(parent, name));
  put({ "generate-run.json": "not JSON" }, join(parent, ".generate-mine"));
  put({ "generate-run.json": '{"folder":"dev","pid":1}' }, join(parent, ".generate-notes"));
  replaceFolder(folder, new Map([["main.tf", "new\n"]]), []);
  expect(readdirSync(parent).sort()).toEqual([...foreign, "dev"].sort());
  for (const name of foreign) expect(readFileSync(join(parent, name, "main.tf"), "utf8")).toBe("kept\n");
});

test("keeps links, and does not write to their targets", () => {
  put({ "elsewhere.tf": "kept\n", "other/file.tf": "x\n" }, parent);
  put({ "registry/main.tf": "old\n" });
  symlinkSync("../../other", join(folder, "registry/shared"));
  symlinkSync("../../elsewhere.tf", join(folder, "registry/outputs.tf"));
  expect(filesBelow(folder)).toEqual(["registry/main.tf", "registry/outputs.tf", "registry/shared"]);
  const tree = new Map([["registry/outputs.tf", "new\n"]]);
  const { changed, foreign } = compareTree(folder, tree);
  expect(foreign).toEqual(["registry/main.tf", "registry/shared"]);
  expect(changed).toHaveLength(1);
  replaceFolder(folder, tree, []);
  expect(read("registry/outputs.tf")).toBe("new\n");
  expect(readFileSync(join(parent, "elsewhere.tf"), "utf8")).toBe("kept\n");
  expect(readlinkSync(join(folder, "registry/shared"))).toBe("../../other");
});

test("a comparison distinguishes new, changed, stale and other files", () => {
  put({
    "same.tf": "a\n",
    "other.tf": "old\n",
    "stale.tf": `${GENERATED}x\n`,
    "notes.md": "mine\n",
    ".terraform/x": "y",
  });
  const comparison = compareTree(
    folder,
    new Map([
      ["same.tf", "a\n"],
      ["other.tf", "new\n"],
      ["more.tf", "b\n"],
    ]),
  );
  expect(comparison).toEqual({
    changed: [
      { path: "other.tf", before: "old\n", after: "new\n" },
      { path: "more.tf", before: undefined, after: "b\n" },
    ],
    stale: [{ path: "stale.tf", before: `${GENERATED}x\n` }],
    foreign: ["notes.md"],
  });
  expect(isCurrent(comparison)).toBe(false);
});
