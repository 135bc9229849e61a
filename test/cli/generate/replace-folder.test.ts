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
import { compare, filesBelow, GENERATED_BY, isCurrent } from "../../../src/cli/generate/tree";

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

test("what a killed run has left is cleared away, and the old folder is taken back where the new one is not there", () => {
  put({ "main.tf": "old\n" }, `${folder}.old-${ENDED}`);
  put({ "main.tf": "half" }, `${folder}.new-${ENDED}`);
  recover(folder);
  expect(read("main.tf")).toBe("old\n");
  expect(readdirSync(parent)).toEqual(["dev"]);
});

test("a run that was killed after the change has changed everything", () => {
  put({ "main.tf": "new\n" });
  put({ "main.tf": "old\n" }, `${folder}.old-${ENDED}`);
  recover(folder);
  expect(read("main.tf")).toBe("new\n");
  expect(readdirSync(parent)).toEqual(["dev"]);
});

test("what another run is about to put in place, and folders of people, are left alone", () => {
  put({ "main.tf": "new\n" }, `${folder}.new-${process.ppid}`);
  put({ "main.tf": "kept\n" }, `${folder}.old`);
  put({ "main.tf": "kept\n" }, join(parent, `other.new-${ENDED}`));
  recover(folder);
  expect(readdirSync(parent).sort()).toEqual([`dev.new-${process.ppid}`, "dev.old", `other.new-${ENDED}`].sort());
});

test("links stay as they are, and what they lead to is not written", () => {
  put({ "elsewhere.tf": "theirs\n", "other/file.tf": "x\n" }, parent);
  put({ "registry/main.tf": "old\n" });
  symlinkSync("../../other", join(folder, "registry/shared"));
  symlinkSync("../../elsewhere.tf", join(folder, "registry/outputs.tf"));
  expect(filesBelow(folder)).toEqual(["registry/main.tf", "registry/outputs.tf", "registry/shared"]);
  const tree = new Map([["registry/outputs.tf", "new\n"]]);
  const { changed, foreign } = compare(folder, tree);
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
  const comparison = compare(
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
