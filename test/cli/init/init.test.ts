import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ecrProgram } from "../../support/compiled";

const ANSWERS = ["--environment", "dev", "--account", "111122223333", "--region", "eu-west-1", "--yes"];

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), "cdktf-ecr-init-test-"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function ecr(...args: readonly string[]) {
  // Without credentials, and without a search for them on the network.
  const env = { PATH: process.env["PATH"], HOME: root, NO_COLOR: "1", AWS_EC2_METADATA_DISABLED: "true" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [ecrProgram(), ...args], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

test("makes a project whose environment is valid, and says what comes next", () => {
  const { status, stdout } = ecr(
    "init",
    "My Registries",
    ...ANSWERS,
    "--state",
    "s3:acme-state",
    "--tag",
    "Owner=a: b",
  );
  expect(status).toBe(0);
  expect(stdout).toContain("\nNext:\n  cd ");
  expect(stdout).toContain("\n  npx ecr bootstrap dev  # unless acme-state exists\n");
  expect(JSON.parse(read("My Registries/package.json"))).toMatchObject({ name: "my-registries", private: true });
  expect(read("My Registries/environments/dev/environment.yaml")).toContain('  Owner: "a: b"\n');
  expect(ecr("validate", "--project", "My Registries").stdout).toBe("dev: 1 repository, no problems\n");
});

test("a file in the way is named, and nothing is written", () => {
  write("regs/main.ts", "mine\n");
  mkdirSync(join(root, "regs/help"));
  const { status, stderr } = ecr("init", "regs", ...ANSWERS);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /nothing was written, because .*regs already contains different files with these names\. .*:\n {2}main\.ts\n {2}help\n/,
  );
  expect(readdirSync(join(root, "regs")).sort()).toEqual(["help", "main.ts"]);
  expect(read("regs/main.ts")).toBe("mine\n");
});

test("a run that was killed can be repeated: what is written already is kept", () => {
  ecr("init", "regs", ...ANSWERS);
  rmSync(join(root, "regs/main.ts"));
  rmSync(join(root, "regs/environments"), { recursive: true });
  rmSync(join(root, "regs/cdktf.json"));
  const { status, stdout } = ecr("init", "regs", ...ANSWERS);
  expect({ status, isWritten: existsSync(join(root, "regs/main.ts")) }).toEqual({ status: 0, isWritten: true });
  expect(stdout).not.toContain("tsconfig.json");
});

test("all missing and invalid answers are named at once without a terminal", () => {
  const { status, stderr } = ecr("init", "regs", "--environment", "Dev", "--region", "europe", "--state", "s4:x");
  expect(status).toBe(1);
  expect(stderr).toContain(
    '--environment: expected a name of at most 63 lowercase letters, digits and hyphens that starts with a letter and is not "schema", found "Dev"',
  );
  expect(stderr).toContain("--account is missing. Pass --account <12 digits>, or sign in to AWS");
  expect(stderr).toContain('--region: expected an AWS region such as "eu-west-1", found "europe"');
  expect(stderr).toContain('--state: expected s3:<bucket>, cloud:<organization> or local, found "s4:x"');
  expect(existsSync(join(root, "regs"))).toBe(false);
});

test("what the configuration would reject is rejected before anything is written", () => {
  const { status, stderr } = ecr("init", "regs", ...ANSWERS, "--state", "s3:Acme", "--tag", "aws:x=1");
  expect(status).toBe(1);
  expect(stderr).toMatch(/Nothing was written:\nenvironments\/dev\/environment\.yaml:\d+:\d+: error: bucket: /);
  expect(existsSync(join(root, "regs"))).toBe(false);
});

describe("inside a project", () => {
  beforeEach(() => {
    write("cdktf.json", "{}");
    write(
      "environments/dev/environment.yaml",
      `# Ours
account: "111122223333"
region: eu-west-1
state: { s3: { bucket: acme-state } }
tags: { Environment: dev, Owner: platform }
lifecyclePolicies:
  standard: { file: lifecycle.json }
cluster: { eks: dev }
operator: { install: helm, manages: [sandbox/] }
removed: [team/old]
`,
    );
    write(
      "environments/dev/lifecycle.json",
      '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":9},"action":{"type":"expire"}}]}',
    );
    write("environments/dev/repositories/a.yaml", "repositories:\n  - repositoryName: team/api\n");
  });

  const PRODUCTION = ["--account", "444455556666", "--region", "eu-central-1", "--state", "cloud:acme", "--yes"];

  test("adds an environment and no other file", () => {
    expect(ecr("init", "production", ...PRODUCTION).status).toBe(0);
    expect(readdirSync(root).sort()).toEqual(["cdktf.json", "environments"]);
    expect(ecr("validate").stdout).toContain("production: 1 repository, no problems\n");
  });

  test("--from copies an environment without what belongs to its account", () => {
    expect(ecr("init", "production", "--from", "dev", ...PRODUCTION).status).toBe(0);
    const text = read("environments/production/environment.yaml");
    expect(text).toContain("# Ours\n");
    expect(text).toContain('account: "444455556666"\nregion: eu-central-1\n');
    expect(text).toContain("Environment: production, Owner: platform");
    expect(text).not.toMatch(/cluster|operator|removed|acme-state/);
    expect(ecr("validate").stdout).toContain("production: 1 repository, no problems\n");
  });

  test("an environment that exists is not changed", () => {
    const before = read("environments/dev/environment.yaml");
    const { status, stderr } = ecr("init", "dev", ...PRODUCTION);
    expect({ status, after: read("environments/dev/environment.yaml") }).toEqual({ status: 1, after: before });
    expect(stderr).toContain("\n  environments/dev/environment.yaml\n");
  });

  test("another folder becomes a project of its own, and two names are refused", () => {
    const state = PRODUCTION.slice(0, -1);
    expect(ecr("init", "./other", "--environment", "two", ...state, "--ci", "none", "--yes").status).toBe(0);
    expect(existsSync(join(root, "other/environments/two/environment.yaml"))).toBe(true);
    expect(existsSync(join(root, "environments/two"))).toBe(false);
    expect(ecr("init", "two", "--environment", "three", ...PRODUCTION).stderr).toContain(
      "expected one name for the new environment",
    );
    expect(ecr("init", "two", "--ci", "github", ...PRODUCTION).stderr).toContain("--ci: expected a new project");
  });

  test("an environment next to another one in the same account and region is valid", () => {
    const same = ["--account", "111122223333", "--region", "eu-west-1", "--state", "s3:acme-state", "--yes"];
    expect(ecr("init", "two", ...same).status).toBe(0);
    expect(ecr("validate").stdout).toContain("two: 1 repository, no problems\n");
  });

  test("a file in the place of a folder, and the name of the schemas, are refused", () => {
    expect(ecr("init", "schema", ...PRODUCTION).stderr).toContain('is not "schema", found "schema"');
    write("plain", "");
    expect(ecr("init", "./plain", "--environment", "dev", ...PRODUCTION).stderr).toContain(
      "expected a folder, found the file",
    );
  });
});

test("a new project starts with the usual folder of environments, and --environments says so", () => {
  mkdirSync(join(root, "registries"));
  const { status, stderr } = ecr("init", "regs", ...ANSWERS, "--environments", "registries");
  expect(status).toBe(1);
  expect(stderr).toContain(
    "--environments, or CDKTF_ECR_ENVIRONMENTS: expected an existing project, found none. A new project starts with environments/",
  );
  expect(existsSync(join(root, "regs"))).toBe(false);
});

test("an environment in another folder finds the schemas for editors", () => {
  write("regs/cdktf.json", '{ "context": { "environments": "config/aws/registries" } }\n');
  mkdirSync(join(root, "regs/config/aws/registries"), { recursive: true });
  const { status } = ecr("init", "--project", "regs", ...ANSWERS);
  expect(status).toBe(0);
  const folder = "regs/config/aws/registries/dev";
  const schema = (path: string): string => /\$schema=(.+)/.exec(read(`${folder}/${path}`))?.[1] ?? "";
  const schemas = join(root, "regs/node_modules/cdktf-ecr/environments/schema");
  expect(join(root, folder, schema("environment.yaml"))).toBe(join(schemas, "environment.schema.json"));
  expect(join(root, folder, "repositories", schema("repositories/team.yaml"))).toBe(
    join(schemas, "repositories.schema.json"),
  );
});

test("--local makes an environment for the emulator without asking for an account or a state", () => {
  expect(ecr("init", "registries", ...ANSWERS).status).toBe(0);
  const { status, stdout } = ecr("init", "trial", "--local", "--yes", "--project", "registries");
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("npx ecr local up trial") });
  const text = read("registries/environments/trial/environment.yaml");
  expect(text).toContain('account: "123456789012"');
  expect(text).toContain("region: eu-central-1");
  expect(text).toContain("state:\n  local: {}");
  expect(ecr("validate", "trial", "--project", "registries").status).toBe(0);
  expect(ecr("init", "other", "--local", "--account", "111122223333", "--project", "registries").stderr).toContain(
    "option '--local' cannot be used with option '--account <id>'",
  );
});
