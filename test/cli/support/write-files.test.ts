import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFiles } from "../../../src/cli/support/write-files";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cdktf-ecr-write-"));
  writeFileSync(join(folder, "old"), "before");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("writes new and changed files, creates folders and leaves nothing else", () => {
  writeFiles([
    { path: join(folder, "deep/new"), after: "new" },
    { path: join(folder, "old"), before: "before", after: "after" },
  ]);
  expect(readFileSync(join(folder, "deep/new"), "utf8")).toBe("new");
  expect(readFileSync(join(folder, "old"), "utf8")).toBe("after");
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(["deep", "deep/new", "old"]);
});

test("writes nothing if a file has changed in the meantime", () => {
  const write = () => {
    writeFiles([
      { path: join(folder, "new"), after: "new" },
      { path: join(folder, "old"), before: "something else", after: "after" },
    ]);
  };
  expect(write).toThrow("changed while this command ran, so nothing was written. Run the command again.");
  expect(readdirSync(folder)).toEqual(["old"]);
  expect(readFileSync(join(folder, "old"), "utf8")).toBe("before");
});

test("if one file cannot be replaced, the files before it get their old text back", () => {
  const write = () => {
    writeFiles([
      { path: join(folder, "old"), before: "before", after: "after" },
      { path: join(folder, "new"), after: "new" },
      // Both are staged in one file, which no longer exists after the first is committed.
      { path: join(folder, "twice"), after: "1" },
      { path: join(folder, "twice"), after: "2" },
    ]);
  };
  expect(write).toThrow(/ENOENT/);
  expect(readFileSync(join(folder, "old"), "utf8")).toBe("before");
  expect(existsSync(join(folder, "new"))).toBe(false);
  expect(readdirSync(folder)).toEqual(["old"]);
});
