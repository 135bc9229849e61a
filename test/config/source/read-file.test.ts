import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFile } from "../../../src/config/source/read-file";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cdktf-ecr-file-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function faultOf(name: string): string | undefined {
  const { documents, faults } = readFile(join(folder, name), name);
  expect(documents).toEqual([]);
  return faults.map(({ line, column, message }) => `${line}:${column}: ${message}`).join("\n");
}

test("a link to a file that is not there is named as such", () => {
  symlinkSync(join(folder, "gone.yaml"), join(folder, "link.yaml"));
  expect(faultOf("link.yaml")).toBe(
    "1:1: the file can not be read: it is a link to a file that is not there; mend or delete the link (ENOENT)",
  );
});

test("a link that leads to itself is named by the system's code", () => {
  symlinkSync(join(folder, "link.yaml"), join(folder, "link.yaml"));
  expect(faultOf("link.yaml")).toBe("1:1: the file can not be read: ELOOP");
});

test("a file of more than 20 MiB is not read", () => {
  writeFileSync(join(folder, "large.yaml"), "");
  truncateSync(join(folder, "large.yaml"), 20 * 1024 * 1024 + 1);
  expect(faultOf("large.yaml")).toBe("1:1: the file has 20971521 bytes; at most 20971520 are read, split it");
});

test("a byte order mark is no part of the text", () => {
  writeFileSync(join(folder, "a.yaml"), "\uFEFFa: 1\n");
  writeFileSync(join(folder, "a.json"), '\uFEFF{"a": 1}');
  const data = ["a.yaml", "a.json"].flatMap((name) =>
    readFile(join(folder, name), name).documents.map((it) => it.data),
  );
  expect(data).toEqual([{ a: 1 }, { a: 1 }]);
});
