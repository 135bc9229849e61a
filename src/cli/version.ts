import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ownPackage } from "./support/package-folder";
import { terraformBinary } from "./support/terraform-state";

/** Packages that decide what is synthesized. */
const PACKAGES = ["cdktf", "cdktf-cli", "constructs", "@cdktf/provider-aws", "@cdktf/provider-kubernetes"];

/** `ecr --version`: the version of this package, of what the project adds to it, of Terraform and its providers. */
export function versions(root: string): string[] {
  const { name, version } = ownPackage();
  const fromProject = createRequire(join(root, "package.json"));
  return [
    `${name} ${version}`,
    ...PACKAGES.map((name) => `${name} ${installed(fromProject, name)}`),
    ...terraformVersions(root),
  ];
}

function versionIn(file: string): string {
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

function installed(require: NodeJS.Require, name: string): string {
  try {
    return versionIn(require.resolve(`${name}/package.json`));
  } catch {
    return "not installed";
  }
}

/** Terraform's version, and those of the providers that the project's last deployment selected. */
function terraformVersions(root: string): string[] {
  const binary = terraformBinary();
  const { stdout, status } = spawnSync(binary, ["version", "-json"], { cwd: initializedStack(root), encoding: "utf8" });
  if (status !== 0) return [`${binary} not found`];
  const { terraform_version: version, provider_selections: providers = {} } = JSON.parse(stdout) as {
    terraform_version: string;
    provider_selections?: Record<string, string>;
  };
  return [`${binary} ${version}`, ...Object.entries(providers).map(([name, selected]) => `${name} ${selected}`)];
}

/** Terraform names selected providers only where it was initialized. */
function initializedStack(root: string): string {
  const stacks = join(root, "cdktf.out", "stacks");
  const names = existsSync(stacks) ? readdirSync(stacks) : [];
  const name = names.find((stack) => existsSync(join(stacks, stack, ".terraform.lock.hcl")));
  return name === undefined ? root : join(stacks, name);
}
