import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refuseObstacles } from "../../../src/cli/generate/path-conflicts";

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
  refuseObstacles(root, FOLDER, TREE);
};

test("nothing is in the way of folders and files that are there or not, be they links", () => {
  expect(refuse).not.toThrow();
  mkdirSync(join(root, "elsewhere"));
  symlinkSync(join(root, "elsewhere"), join(root, FOLDER, "registry"));
  writeFileSync(join(root, "elsewhere/main.tf"), "");
  expect(refuse).not.toThrow();
});

test("a file in place of a folder is named, and a folder in place of a file", () => {
  writeFileSync(join(root, FOLDER, "registry"), "");
  expect(refuse).toThrow(`${FOLDER}/registry is a file, where a folder is to be; move it away.`);
  rmSync(join(root, FOLDER, "registry"));
  mkdirSync(join(root, FOLDER, "registry/main.tf"), { recursive: true });
  expect(refuse).toThrow(`${FOLDER}/registry/main.tf is a folder, where a file is to be; move it away.`);
});
