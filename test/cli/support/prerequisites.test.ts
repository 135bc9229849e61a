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

test("finds the tools of this project and their versions", () => {
  const { terraform: version, cdktf } = findPrerequisites({ ...process.env, CHECKPOINT_DISABLE: "1" }, ROOT);
  expect(atLeast(version, "1.11.0")).toBe(true);
  expect(cdktf.version).toMatch(/^0\.\d+\.\d+$/);
  expect(path.basename(cdktf.script)).toBe("cdktf");
});

test("a missing Terraform causes an error with the version to install and where to get it", () => {
  expect(() => findPrerequisites({ PATH: folder }, ROOT)).toThrow(
    "expected Terraform 1.11.0 or newer, found no executable terraform on the PATH. Install it: https://developer.hashicorp.com/terraform/install",
  );
});

test("searches for the binary in TERRAFORM_BINARY_NAME", () => {
  expect(() => findPrerequisites({ PATH: folder, TERRAFORM_BINARY_NAME: "other" }, ROOT)).toThrow(
    "found no executable other on the PATH",
  );
  expect(() => findPrerequisites({ PATH: folder, TERRAFORM_BINARY_NAME: "" }, ROOT)).toThrow(
    "found no executable terraform on the PATH",
  );
});

test("an old Terraform causes an error with its version, the required version and the reason", () => {
  const env = terraform(`echo '{"terraform_version": "1.9.8"}'`);
  expect(() => findPrerequisites(env, ROOT)).toThrow(
    "expected Terraform 1.11.0 or newer (for state locking in S3), found 1.9.8",
  );
});

test("a Terraform that fails causes an error with its output", () => {
  const env = terraform("echo wrong platform >&2; exit 1");
  expect(() => findPrerequisites(env, ROOT)).toThrow("terraform version failed: wrong platform");
});

test("a project without the cdktf CLI causes an error that says to install the packages", () => {
  const env = terraform(`echo '{"terraform_version": "1.11.0"}'`);
  expect(() => findPrerequisites(env, folder)).toThrow(
    "expected the cdktf CLI in this project, found none. Run npm ci.",
  );
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
