import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isSet } from "./emulator-env";
import { findProviderMirrors, type MirrorSearch, type ProviderMirror } from "./provider-mirror";
import { writeAtomically } from "../processes/write-atomically";

/** Which configuration the Terraform CLI gets. */
export interface TerraformCliConfig {
  /** Variables to add to Terraform's environment; empty where it needs none. */
  readonly variables: Readonly<Record<string, string>>;
  /** The mirrors in the configuration that was written; empty where none was. */
  readonly mirrors: readonly ProviderMirror[];
}

/**
 * Lets Terraform take its providers from a mirror on this machine when there is one and the user has said nothing else:
 * writes `<cacheFolder>/terraform-<hash>.rc` and names it in `TF_CLI_CONFIG_FILE`. A configuration of the user's own is left
 * alone; one that `TF_CLI_CONFIG_FILE` names but that does not exist counts as missing.
 * @throws Error when `TF_PROVIDER_MIRROR` names no mirror
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 */
export function terraformCliConfig(search: MirrorSearch, cacheFolder: string): TerraformCliConfig {
  const none = { variables: {}, mirrors: [] };
  if (hasUserConfig(search)) return none;
  const mirrors = findProviderMirrors(search);
  if (mirrors.length === 0) return none;
  const text = cliConfigText(mirrors);
  // Runs with other mirrors share the cache folder, so the file is called by what is in it.
  const name = createHash("sha256").update(text).digest("hex").slice(0, 8);
  const file = path.resolve(cacheFolder, `terraform-${name}.rc`);
  // Several runs may share the cache folder: an unchanged file is not touched.
  if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeAtomically(file, text);
  return { variables: { TF_CLI_CONFIG_FILE: file }, mirrors };
}

/** The CLI configuration that takes each provider from the first mirror that has it, all others from their registry. */
export function cliConfigText(mirrors: readonly ProviderMirror[]): string {
  const seen = new Set<string>();
  const sources = mirrors.flatMap((mirror) => {
    const include = mirror.providers.filter((provider) => !seen.has(provider));
    for (const provider of include) seen.add(provider);
    if (include.length === 0) return [];
    return [`  filesystem_mirror {\n    path    = ${hclString(mirror.path)}\n    include = ${hclList(include)}\n  }\n`];
  });
  return [
    "# Written by `ecr local` and the tests, because this machine has a provider mirror and no CLI configuration.\n",
    "provider_installation {\n",
    ...sources,
    `  direct {\n    exclude = ${hclList([...seen])}\n  }\n`,
    "}\n",
  ].join("");
}

/** Terraform reads one file, and fragments beside it only when no file was named. */
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
    // Credentials are read by Terraform wherever its configuration is.
    return readdirSync(folder).some((name) => /\.tfrc(\.json)?$/.test(name) && name !== "credentials.tfrc.json");
  } catch {
    return false;
  }
}

function hclList(values: readonly string[]): string {
  return `[${values.map(hclString).join(", ")}]`;
}

/** JSON's escapes are HCL's. CLI configuration has no templates, so `${` needs none. */
function hclString(value: string): string {
  return JSON.stringify(value);
}
