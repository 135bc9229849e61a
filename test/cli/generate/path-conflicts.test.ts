import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refusePathConflicts } from "../../../src/cli/generate/folders";

const TREE = new Map([["registry/main.tf", "x\n"]]);
const FOLDER = "terraform/environments/dev";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "cdktf-ecr-obstacles-"));
  mkdirSync(join(root, FOLDER), { recursive: true });
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const refuse = () => {
  refusePathConflicts(root, FOLDER, TREE);
};

test("existing and missing folders and files are no conflict, even if they are links", () => {
  expect(refuse).not.toThrow();
  mkdirSync(join(root, "elsewhere"));
  symlinkSync(join(root, "elsewhere"), join(root, FOLDER, "registry"));
  writeFileSync(join(root, "elsewhere/main.tf"), "");
  expect(refuse).not.toThrow();
});

test("names a file in the place of a folder, and a folder in the place of a file", () => {
  writeFileSync(join(root, FOLDER, "registry"), "");
  expect(refuse).toThrow(`${FOLDER}/registry: expected a folder, found a file. Move it elsewhere.`);
  rmSync(join(root, FOLDER, "registry"));
  mkdirSync(join(root, FOLDER, "registry/main.tf"), { recursive: true });
  expect(refuse).toThrow(`${FOLDER}/registry/main.tf: expected a file, found a folder. Move it elsewhere.`);
});
