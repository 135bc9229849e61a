import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { atLeast, findPrerequisites } from "../../../src/cli/support/prerequisites";

const ROOT = path.resolve(__dirname, "../../..");

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "tools-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** An environment with one program on its PATH, `terraform`. */
function terraform(script: string): NodeJS.ProcessEnv {
  const file = path.join(folder, "terraform");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return { PATH: folder };
}

test("the tools of this project are found with their versions", () => {
  const { terraform: version, cdktf } = findPrerequisites({ ...process.env, CHECKPOINT_DISABLE: "1" }, ROOT);
  expect(atLeast(version, "1.11.0")).toBe(true);
  expect(cdktf.version).toMatch(/^0\.\d+\.\d+$/);
  expect(path.basename(cdktf.script)).toBe("cdktf");
});

test("a missing Terraform is an error that says which one to install and where to get it", () => {
  expect(() => findPrerequisites({ PATH: folder }, ROOT)).toThrow(
    "terraform is not on PATH; install Terraform 1.11.0 or newer: https://developer.hashicorp.com/terraform/install",
  );
});

test("the binary that cdktf is told to use is the one that is looked for", () => {
  expect(() => findPrerequisites({ PATH: folder, TERRAFORM_BINARY_NAME: "other" }, ROOT)).toThrow(
    "other is not on PATH",
  );
});

test("an old Terraform is an error with its version, the one needed and the reason", () => {
  const env = terraform(`echo '{"terraform_version": "1.9.8"}'`);
  expect(() => findPrerequisites(env, ROOT)).toThrow(
    "Terraform is 1.9.8; 1.11.0 or newer is needed (S3 state locking)",
  );
});

test("a Terraform that does not run is an error with what it said", () => {
  const env = terraform("echo wrong platform >&2; exit 1");
  expect(() => findPrerequisites(env, ROOT)).toThrow("terraform version failed: wrong platform");
});

test("a project without the cdktf CLI is told to install its packages", () => {
  const env = terraform(`echo '{"terraform_version": "1.11.0"}'`);
  expect(() => findPrerequisites(env, folder)).toThrow("the cdktf CLI is not installed in this project; run: npm ci");
});

test.each([
  ["1.11.0", true],
  ["1.11.4", true],
  ["1.12.0-beta1", true],
  ["2.0.0", true],
  ["1.9.8", false],
  ["1.10.5", false],
])("Terraform %s is new enough: %p", (version, expected) => {
  expect(atLeast(version, "1.11.0")).toBe(expected);
});
