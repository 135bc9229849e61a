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

test("new and changed files are written, folders made, and nothing else is left", () => {
  writeFiles([
    { path: join(folder, "deep/new"), after: "new" },
    { path: join(folder, "old"), before: "before", after: "after" },
  ]);
  expect(readFileSync(join(folder, "deep/new"), "utf8")).toBe("new");
  expect(readFileSync(join(folder, "old"), "utf8")).toBe("after");
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(["deep", "deep/new", "old"]);
});

test("a file that has changed meanwhile keeps all from being written", () => {
  const write = () => {
    writeFiles([
      { path: join(folder, "new"), after: "new" },
      { path: join(folder, "old"), before: "something else", after: "after" },
    ]);
  };
  expect(write).toThrow("has changed meanwhile; nothing is written, run it again");
  expect(readdirSync(folder)).toEqual(["old"]);
  expect(readFileSync(join(folder, "old"), "utf8")).toBe("before");
});

test("where one cannot take its place, those before it get back what they held", () => {
  const write = () => {
    writeFiles([
      { path: join(folder, "old"), before: "before", after: "after" },
      { path: join(folder, "new"), after: "new" },
      // What is written aside for the first is the same file as for the second, and gone after the first.
      { path: join(folder, "twice"), after: "1" },
      { path: join(folder, "twice"), after: "2" },
    ]);
  };
  expect(write).toThrow(/ENOENT/);
  expect(readFileSync(join(folder, "old"), "utf8")).toBe("before");
  expect(existsSync(join(folder, "new"))).toBe(false);
  expect(readdirSync(folder)).toEqual(["old"]);
});
