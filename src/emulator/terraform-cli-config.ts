import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isSet } from "./emulator-env";
import { findProviderMirrors, type MirrorSearch, type ProviderMirror } from "./provider-mirror";
import { writeAtomically } from "../processes/write-atomically";

/** The configuration of the Terraform CLI. */
export interface TerraformCliConfig {
  /** Variables to add to Terraform's environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** The mirrors in the configuration that was written; empty if none was. */
  readonly mirrors: readonly ProviderMirror[];
}

/**
 * Lets Terraform install providers from a mirror on this machine, if there is one: writes `<cacheFolder>/terraform-<hash>.rc` and
 * sets `TF_CLI_CONFIG_FILE` to it. If the user has a configuration, nothing is written. A `TF_CLI_CONFIG_FILE` that does not exist
 * counts as no configuration.
 * @throws Error when `TF_PROVIDER_MIRROR` is not a mirror
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 */
export function terraformCliConfig(search: MirrorSearch, cacheFolder: string): TerraformCliConfig {
  const none = { variables: {}, mirrors: [] };
  if (hasUserConfig(search)) return none;
  const mirrors = findProviderMirrors(search);
  if (mirrors.length === 0) return none;
  const text = cliConfigText(mirrors);
  // Named by its content, because runs with other mirrors share the cache folder.
  const name = createHash("sha256").update(text).digest("hex").slice(0, 8);
  const file = path.resolve(cacheFolder, `terraform-${name}.rc`);
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeAtomically(file, text);
  return { variables: { TF_CLI_CONFIG_FILE: file }, mirrors };
}

/** The CLI configuration that installs each provider from the first mirror that has it, and others from their registry. */
export function cliConfigText(mirrors: readonly ProviderMirror[]): string {
  const seen = new Set<string>();
  const sources = mirrors.flatMap((mirror) => {
    const include = mirror.providers.filter((provider) => !seen.has(provider));
    for (const provider of include) seen.add(provider);
    if (include.length === 0) return [];
    return [`  filesystem_mirror {\n    path    = ${hclString(mirror.path)}\n    include = ${hclList(include)}\n  }\n`];
  });
  return [
    "# Written by `ecr local`, because this machine has a provider mirror and no CLI configuration.\n",
    "provider_installation {\n",
    ...sources,
    `  direct {\n    exclude = ${hclList([...seen])}\n  }\n`,
    "}\n",
  ].join("");
}

/** Terraform reads the fragments in its configuration folder only if no file is named. */
function hasUserConfig({ env, homeFolder, platform }: MirrorSearch): boolean {
  const named = env["TF_CLI_CONFIG_FILE"] ?? env["TERRAFORM_CONFIG"];
  if (isSet(named)) return existsSync(named);
  const folder = platform === "win32" ? env["APPDATA"] : homeFolder;
  if (!isSet(folder)) return false;
  const file = path.join(folder, platform === "win32" ? "terraform.rc" : ".terraformrc");
  return existsSync(file) || hasFragments(path.join(folder, platform === "win32" ? "terraform.d" : ".terraform.d"));
}

function hasFragments(folder: string): boolean {
  try {
    // Terraform reads credentials in addition to any configuration.
    return readdirSync(folder).some((name) => /\.tfrc(\.json)?$/.test(name) && name !== "credentials.tfrc.json");
  } catch {
    return false;
  }
}

function hclList(values: readonly string[]): string {
  return `[${values.map(hclString).join(", ")}]`;
}

/** HCL has the escapes of JSON. The CLI configuration has no templates, so `${` is not escaped. */
function hclString(value: string): string {
  return JSON.stringify(value);
}
