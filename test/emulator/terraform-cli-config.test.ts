import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type MirrorSearch } from "../../src/emulator/provider-mirror";
import { cliConfigText, terraformCliConfig } from "../../src/emulator/terraform-cli-config";

let machine: string;
let cache: string;

beforeEach(() => {
  machine = mkdtempSync(path.join(tmpdir(), "cli-config-"));
  cache = path.join(machine, "cache");
  mkdirSync(path.join(machine, "opt/mirror/registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64"), {
    recursive: true,
  });
  mkdirSync(path.join(machine, "home/.terraform.d"), { recursive: true });
});

afterEach(() => {
  rmSync(machine, { recursive: true });
});

function search(env: NodeJS.ProcessEnv = {}): MirrorSearch {
  return {
    env: { XDG_DATA_DIRS: path.join(machine, "share"), ...env },
    homeFolder: path.join(machine, "home"),
    workingFolder: path.join(machine, "project"),
    platform: "linux",
    architecture: "x64",
    optFolder: path.join(machine, "opt"),
  };
}

test("without a user configuration, one with the mirror is written and returned", () => {
  const { variables } = terraformCliConfig(search(), cache);
  expect(variables).toEqual({ TF_CLI_CONFIG_FILE: expect.stringMatching(/^.*\/cache\/terraform-[0-9a-f]{8}\.rc$/) });
  expect(readFileSync(variables["TF_CLI_CONFIG_FILE"] ?? "", "utf8")).toContain(
    `    path    = "${path.join(machine, "opt/mirror")}"\n    include = ["registry.terraform.io/hashicorp/aws"]\n`,
  );
});

test("a TF_CLI_CONFIG_FILE that does not exist counts as no configuration", () => {
  const { mirrors } = terraformCliConfig(search({ TF_CLI_CONFIG_FILE: path.join(machine, "absent.rc") }), cache);
  expect(mirrors).toHaveLength(1);
});

test("an unchanged configuration is not written again", () => {
  const file = terraformCliConfig(search(), cache).variables["TF_CLI_CONFIG_FILE"] ?? "";
  const before = statSync(file).ino;
  terraformCliConfig(search(), cache);
  expect(statSync(file).ino).toBe(before);
});

test.each([["home/.terraformrc"], ["home/.terraform.d/own.tfrc"], ["home/.terraform.d/own.tfrc.json"]])(
  "the user's %s is left in charge",
  (file) => {
    writeFileSync(path.join(machine, file), "");
    expect(terraformCliConfig(search(), cache)).toEqual({ variables: {}, mirrors: [] });
    expect(existsSync(cache)).toBe(false);
  },
);

test("an existing TF_CLI_CONFIG_FILE is kept", () => {
  const file = path.join(machine, "own.rc");
  writeFileSync(file, "");
  expect(terraformCliConfig(search({ TF_CLI_CONFIG_FILE: file }), cache).variables).toEqual({});
});

test("stored credentials alone do not count as a configuration", () => {
  writeFileSync(path.join(machine, "home/.terraform.d/credentials.tfrc.json"), "{}");
  expect(terraformCliConfig(search(), cache).mirrors).toHaveLength(1);
});

test("without a mirror, nothing is written", () => {
  rmSync(path.join(machine, "opt"), { recursive: true });
  expect(terraformCliConfig(search(), cache)).toEqual({ variables: {}, mirrors: [] });
  expect(existsSync(cache)).toBe(false);
});

test("each provider is installed from the first mirror that has it, and others from their registry", () => {
  const text = cliConfigText([
    { path: "/a", providers: ["registry.terraform.io/hashicorp/aws"] },
    { path: "/b", providers: ["registry.terraform.io/hashicorp/aws", "registry.terraform.io/hashicorp/null"] },
    { path: "/c", providers: ["registry.terraform.io/hashicorp/aws"] },
  ]);
  expect(text.match(/path {4}= ".*"/g)).toEqual(['path    = "/a"', 'path    = "/b"']);
  expect(text).toContain('include = ["registry.terraform.io/hashicorp/null"]');
  expect(text).toContain('exclude = ["registry.terraform.io/hashicorp/aws", "registry.terraform.io/hashicorp/null"]');
});

test("Terraform reads what is written, whatever is in the mirror's name", () => {
  const file = path.join(machine, "odd.rc");
  const odd = path.join(machine, 'a "quoted" ${name}');
  writeFileSync(file, cliConfigText([{ path: odd, providers: ["registry.terraform.io/hashicorp/aws"] }]));
  const module = path.join(machine, "module");
  mkdirSync(module);
  writeFileSync(
    path.join(module, "main.tf"),
    'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n    }\n  }\n}\n',
  );
  const env = { ...process.env, TF_CLI_CONFIG_FILE: file, CHECKPOINT_DISABLE: "1" };
  const { stderr } = spawnSync("terraform", ["init", "-no-color"], { cwd: module, env, encoding: "utf8" });
  // There is no such folder, which Terraform says of the very folder that it was told to search.
  expect(stderr.replaceAll(/[\s│]+/g, " ")).toContain('a "quoted" ${name}');
});
