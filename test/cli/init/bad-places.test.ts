import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ecrProgram } from "../../support/compiled";
import { projectName } from "../../../src/cli/init/project-files";

const ANSWERS = ["--environment", "dev", "--account", "111122223333", "--region", "eu-west-1", "--yes"];

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), "cdktf-ecr-init-places-"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/**
 * Runs the command without credentials and without the network.
 * @param preloaded code that runs before it
 */
function ecr(args: readonly string[], preloaded = "", folder = root) {
  const preload = join(root, "preload.cjs");
  writeFileSync(preload, preloaded);
  const env = { PATH: join(root, "no-programs"), HOME: root, NO_COLOR: "1", AWS_EC2_METADATA_DISABLED: "true" };
  const run = [ecrProgram(), ...args];
  const result = spawnSync(process.execPath, ["--require", preload, ...run], { cwd: folder, env, encoding: "utf8" });
  rmSync(preload);
  return { status: result.status, signal: result.signal, stdout: result.stdout, stderr: result.stderr };
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).sort();
}

test("neither Git nor npm nor Terraform is needed", () => {
  expect(ecr(["init", "regs", ...ANSWERS])).toMatchObject({ status: 0, stderr: "" });
  expect(ecr(["validate", "--project", "regs"]).stdout).toBe("dev: 1 repository, no problems\n");
});

describe("a run that is killed while it writes", () => {
  const killedAt = (count: number): string => `
    const fs = require("node:fs");
    const { renameSync } = fs;
    let left = ${count};
    fs.renameSync = (...paths) => {
      left -= 1;
      if (left === 0) process.kill(process.pid, "SIGKILL");
      renameSync(...paths);
    };`;

  test.each([
    ["between two files", 4],
    ["before its last file, which makes the folder a project", 11],
  ])("%s can be repeated in the folder, and leaves nothing behind", (_, count) => {
    const folder = join(root, "regs");
    mkdirSync(folder);
    expect(ecr(["init", ...ANSWERS], killedAt(count), folder).signal).toBe("SIGKILL");
    expect(filesBelow("regs")).not.toContain("cdktf.json");
    expect(filesBelow("regs").filter((name) => /\.\d+$/.test(name))).not.toEqual([]);
    expect(ecr(["init", ...ANSWERS], "", folder).status).toBe(0);
    expect(filesBelow("regs")).toEqual([
      ...[".github", ".github/workflows", ".github/workflows/ecr.yml", ".gitignore", ".npmrc", ".nvmrc", "cdktf.json"],
      ...["environments", "environments/dev", "environments/dev/environment.yaml", "environments/dev/repositories"],
      ...["environments/dev/repositories/team.yaml", "help", "main.ts", "package.json", "tsconfig.json"],
    ]);
  });
});

test.each([
  ["no folder can be created", "mkdirSync", "EACCES: permission denied"],
  ["no file can be written", "writeFileSync", "EROFS: read-only file system"],
  ["the disk is full at the end", "renameSync", "ENOSPC: no space left on device"],
])("if %s, the message says where and why, and nothing is left", (_, name, message) => {
  const code = message.split(":")[0] ?? "";
  const failing = `
    const fs = require("node:fs");
    const original = fs.${name};
    let left = ${name === "mkdirSync" ? 1 : 5};
    fs.${name} = (...args) => {
      if (String(args[0]).includes("regs")) left -= 1;
      if (left > 0) return original(...args);
      throw Object.assign(new Error(${JSON.stringify(message)}), { code: "${code}" });
    };`;
  const { status, stderr } = ecr(["init", "regs", ...ANSWERS], failing);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `error: cannot write to the folder ${join(root, "regs")}: ${message}. Nothing was written\n`,
  });
  expect(readdirSync(root)).toEqual([]);
});

test.each([
  ["cdktf", "registries"],
  ["cdktf-ecr", "registries"],
  ["2024", "registries"],
  ["_Hidden.Folder", "hidden-folder"],
  ["node_modules", "node-modules"],
  ["a".repeat(80), "a".repeat(63)],
])("the folder %s becomes a name that npm and Terraform accept", (folder, name) => {
  expect(projectName(join(root, folder))).toBe(name);
});

test("an environment's name leaves room for the stacks' in Terraform Cloud", () => {
  expect(ecr(["init", "regs", ...ANSWERS, "--environment", "e".repeat(64)]).stderr).toContain(
    "--environment: expected a name of at most 63 lowercase letters",
  );
});

test("a command outside of a project says how to get to one, and in an empty project how to add an environment", () => {
  expect(ecr(["validate"]).stderr).toBe(
    `error: expected a project in ${root} or a parent folder, found no cdktf.json. Change to the project's folder, pass --project <folder>, or create a project with npx ecr init\n`,
  );
  writeFileSync(join(root, "cdktf.json"), "{}");
  expect(ecr(["validate"]).stderr).toBe(
    `error: expected an environment in ${join(root, "environments")}, found none. Add one with npx ecr init <name>\n`,
  );
});

test("in nested projects, a new environment goes to the nearest one", () => {
  ecr(["init", "outer", ...ANSWERS]);
  ecr(["init", "outer/inner", ...ANSWERS]);
  const inner = join(root, "outer/inner");
  const other = ["--account", "444455556666", "--region", "eu-west-1", "--yes"];
  expect(ecr(["init", "production", ...other], "", join(inner, "environments")).status).toBe(0);
  expect(readdirSync(join(inner, "environments"))).toEqual(["dev", "production"]);
  expect(readdirSync(join(root, "outer/environments"))).toEqual(["dev"]);
});
