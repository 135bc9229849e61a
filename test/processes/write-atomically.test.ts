import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeAtomically } from "../../src/processes/write-atomically";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "write-atomically-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("creates missing folders and leaves nothing but the file", () => {
  writeAtomically(path.join(folder, "deep/file"), "text");
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual(["deep", "deep/file"]);
  expect(readFileSync(path.join(folder, "deep/file"), "utf8")).toBe("text");
});

test("a file keeps its permissions, and a symbolic link still points to it", () => {
  const [file, link] = [path.join(folder, "file"), path.join(folder, "link")];
  writeFileSync(file, "old");
  chmodSync(file, 0o640);
  symlinkSync("file", link);
  writeAtomically(link, "new");
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
});

test("if the file cannot be replaced, nothing is left next to it", () => {
  const target = path.join(folder, "taken");
  mkdirSync(path.join(target, "full"), { recursive: true });
  expect(() => {
    writeAtomically(target, "text");
  }).toThrow(/EISDIR|ENOTEMPTY|EPERM/);
  expect(readdirSync(folder)).toEqual(["taken"]);
});
