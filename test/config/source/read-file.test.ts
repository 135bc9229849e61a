import { spawnSync } from "node:child_process";
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
    "1:1: expected a readable file, found a link to a file that does not exist (ENOENT). Fix or delete the link",
  );
});

test("a link that leads to itself is reported", () => {
  symlinkSync(join(folder, "link.yaml"), join(folder, "link.yaml"));
  expect(faultOf("link.yaml")).toBe(
    "1:1: expected a readable file, found a link that points to itself (ELOOP). Fix or delete the link",
  );
});

test("a named pipe is refused, not waited for", () => {
  spawnSync("mkfifo", [join(folder, "pipe.yaml")]);
  expect(faultOf("pipe.yaml")).toBe("1:1: expected a file, found a named pipe. Rename or delete it");
});

test("a device is refused", () => {
  symlinkSync("/dev/zero", join(folder, "zero.yaml"));
  expect(faultOf("zero.yaml")).toBe("1:1: expected a file, found a device. Rename or delete it");
});

test.each([
  ["a.yaml", "tags:\n  __proto__: x\n", "2:3"],
  ["a.json", '{"tags": {"__proto__": {"polluted": true}}}', "1:11"],
])("a key of %s that JavaScript would lose is refused", (name, text, place) => {
  writeFileSync(join(folder, name), text);
  expect(faultOf(name)).toBe(`${place}: expected a usable key, found __proto__, which is reserved. Rename it`);
});

test("other names of an object's properties are keys like any other", () => {
  for (const [name, text] of [
    ["a.yaml", "constructor: 1\ntoString: 2\nhasOwnProperty: 3\n"],
    ["a.json", '{"constructor": 1, "toString": 2, "hasOwnProperty": 3}'],
  ] as const) {
    writeFileSync(join(folder, name), text);
    expect(readFile(join(folder, name), name).documents.map(({ data }) => JSON.stringify(data))).toEqual([
      '{"constructor":1,"toString":2,"hasOwnProperty":3}',
    ]);
  }
});

test("a file of more than 20 MiB is not read", () => {
  writeFileSync(join(folder, "large.yaml"), "");
  truncateSync(join(folder, "large.yaml"), 20 * 1024 * 1024 + 1);
  expect(faultOf("large.yaml")).toBe("1:1: expected at most 20971520 bytes, found 20971521. Split the file");
});

test("a byte order mark is no part of the text", () => {
  writeFileSync(join(folder, "a.yaml"), "\uFEFFa: 1\n");
  writeFileSync(join(folder, "a.json"), '\uFEFF{"a": 1}');
  const data = ["a.yaml", "a.json"].flatMap((name) =>
    readFile(join(folder, name), name).documents.map((it) => it.data),
  );
  expect(data).toEqual([{ a: 1 }, { a: 1 }]);
});
