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
import { recover, replaceFolder } from "../../../src/cli/generate/replace-folder";
import { compareTree, filesBelow, GENERATED_BY, isCurrent } from "../../../src/cli/generate/tree";

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

test("a folder that is not there is made, and nothing else lies about", () => {
  replaceFolder(folder, new Map([["registry/main.tf", "a\n"]]), []);
  expect(read("registry/main.tf")).toBe("a\n");
  expect(readdirSync(parent)).toEqual(["dev"]);
});

test("files of others, Terraform's lock file and its providers stay; stale files and empty folders go", () => {
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

test("a failure on the way leaves the old folder as it was", () => {
  put({ "registry/main.tf": "old\n" });
  // A file can not be written below another file.
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

/** A staging folder of a run, in the state in which it was killed. */
function staged(pid: number, files: Readonly<Record<string, string>>, of = "dev"): string {
  const staging = join(parent, `.generate-${of}-${pid}`);
  put({ "generate-run.json": JSON.stringify({ program: "cdktf-ecr generate", folder: of, pid }), ...files }, staging);
  return staging;
}

test("what a killed run has left is cleared away, and the old folder is put back where the new one is not there", () => {
  staged(ENDED, { "old/main.tf": "old\n", "new/main.tf": "half" });
  recover(folder);
  expect(read("main.tf")).toBe("old\n");
  expect(readdirSync(parent)).toEqual(["dev"]);
});

test("a run that was killed after the change has changed everything", () => {
  put({ "main.tf": "new\n" });
  staged(ENDED, { "old/main.tf": "old\n" });
  recover(folder);
  expect(read("main.tf")).toBe("new\n");
  expect(readdirSync(parent)).toEqual(["dev"]);
});

test("what another run is about to put in place, and another folder's, is left alone", () => {
  staged(process.ppid, { "new/main.tf": "new\n" });
  staged(ENDED, { "new/main.tf": "kept\n" }, "other");
  recover(folder);
  expect(readdirSync(parent).sort()).toEqual([`.generate-dev-${process.ppid}`, `.generate-other-${ENDED}`]);
});

test("people's folders are left alone, whatever they are called and hold", () => {
  const theirs = [`dev.old-${ENDED}`, `dev.new-${ENDED}`, "dev.old", ".generate-mine", ".generate-notes"];
  for (const name of theirs) put({ "main.tf": "kept\n" }, join(parent, name));
  put({ "generate-run.json": "not JSON" }, join(parent, ".generate-mine"));
  put({ "generate-run.json": '{"folder":"dev","pid":1}' }, join(parent, ".generate-notes"));
  replaceFolder(folder, new Map([["main.tf", "new\n"]]), []);
  expect(readdirSync(parent).sort()).toEqual([...theirs, "dev"].sort());
  for (const name of theirs) expect(readFileSync(join(parent, name, "main.tf"), "utf8")).toBe("kept\n");
});

test("links stay as they are, and what they lead to is not written", () => {
  put({ "elsewhere.tf": "theirs\n", "other/file.tf": "x\n" }, parent);
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
  expect(readFileSync(join(parent, "elsewhere.tf"), "utf8")).toBe("theirs\n");
  expect(readlinkSync(join(folder, "registry/shared"))).toBe("../../other");
});

test("a comparison tells new, changed and stale files from those of others", () => {
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
