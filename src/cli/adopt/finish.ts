import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Edit } from "../../config/editing/edit";
import { type Environment } from "../../model/environment";
import { addressesOf } from "../../domain/repository/addresses";
import { importedAddresses } from "../../domain/registry/addresses";
import { type RegistrySetting } from "../../domain/registry/settings";
import { addressesInState } from "../support/terraform-state";
import { writeFiles } from "../support/write-files";
import { editOwnText } from "../support/own-edits";
import { adopterOf } from "../support/adoption/adopter";
import { forTerminal } from "../support/wrapped";

export interface FinishOptions {
  /** File with the output of `terraform state list`; `-` for standard input. @default - runs Terraform */
  readonly state?: string;
  readonly dryRun?: boolean;
  readonly output: "text" | "json";
}

/**
 * `ecr adopt ENV --finish`: removes imports from the environment whose resources are in Terraform's state.
 * @throws Error if the state cannot be read
 */
export async function finishCommand(root: string, name: string, options: FinishOptions): Promise<void> {
  const { adopter } = adopterOf(root, name);
  const { environment } = adopter;
  const { registry = {}, imports } = environment;
  const hasImports = imports.length > 0 || registry.imports !== undefined;
  const state = new Set(hasImports ? await addressesInState(root, environment, options.state) : []);
  const repositories = compare(environment, state);
  const settings = compareSettings(environment, state);
  const comparison = { ...repositories, settings };
  if (repositories.finished.length + settings.finished.length > 0 && options.dryRun !== true) {
    const path = resolve(root, adopter.file);
    const before = readFileSync(path, "utf8");
    writeFiles([{ path, before, after: editOwnText(adopter, before, editsOf(environment, comparison)) }]);
  }
  process.stdout.write(
    options.output === "json"
      ? `${JSON.stringify({ environment: name, ...repositories, registry: settings }, undefined, 2)}\n`
      : textOf(environment, comparison, options.dryRun === true),
  );
  if (repositories.left.length + settings.left.length > 0) process.exitCode = 1;
}

interface Unfinished {
  readonly repositoryName: string;
  /** Terraform addresses that are not in the state. */
  readonly missing: readonly string[];
}

interface UnfinishedSetting {
  readonly setting: RegistrySetting;
  /** Terraform addresses that are not in the state. */
  readonly missing: readonly string[];
}

interface Comparison {
  /** Names of repositories whose imports are complete. */
  readonly finished: readonly string[];
  readonly left: readonly Unfinished[];
  readonly settings: { readonly finished: readonly RegistrySetting[]; readonly left: readonly UnfinishedSetting[] };
}

function compareSettings({ registry = {}, location }: Environment, state: ReadonlySet<string>): Comparison["settings"] {
  const all = (registry.imports ?? []).map((setting): UnfinishedSetting => {
    const addresses = importedAddresses({ ...registry, imports: [setting] }, location.account);
    return { setting, missing: addresses.flatMap(({ to }) => (state.has(to) ? [] : [to])) };
  });
  return {
    finished: all.filter(({ missing }) => missing.length === 0).map(({ setting }) => setting),
    left: all.filter(({ missing }) => missing.length > 0),
  };
}

function compare({ imports, repositories }: Environment, state: ReadonlySet<string>) {
  const declared = new Map(repositories.map((repository) => [repository.repositoryName, repository]));
  const all = imports.map(({ repositoryName, without }): Unfinished => {
    const repository = declared.get(repositoryName) ?? { repositoryName };
    return { repositoryName, missing: addressesOf(repository, without).filter((address) => !state.has(address)) };
  });
  return {
    finished: all.filter(({ missing }) => missing.length === 0).map(({ repositoryName }) => repositoryName),
    left: all.filter(({ missing }) => missing.length > 0),
  };
}

function editsOf({ imports, registry = {} }: Environment, { finished, settings }: Comparison): Edit[] {
  const gone = new Set(finished);
  return [
    ...removals(
      ["imports"],
      imports.map(({ repositoryName }) => gone.has(repositoryName)),
    ),
    ...removals(
      ["registry", "imports"],
      (registry.imports ?? []).map((setting) => settings.finished.includes(setting)),
    ),
  ];
}

/** Edits that remove entries of a list, or the list if none are left. */
function removals(at: readonly string[], isRemoved: readonly boolean[]): Edit[] {
  if (isRemoved.length > 0 && isRemoved.every(Boolean)) return [{ kind: "remove", at }];
  const indices = isRemoved.flatMap((removed, index) => (removed ? [index] : []));
  // From the end, because each removal shifts the entries after it.
  return indices.reverse().map((index) => ({ kind: "remove", at: [...at, index] }));
}

function textOf({ name, imports, registry = {} }: Environment, comparison: Comparison, dryRun: boolean): string {
  const { finished, left, settings } = comparison;
  const total = imports.length + (registry.imports?.length ?? 0);
  if (total === 0) return `${name} has no imports\n`;
  const kept = [
    ...left.map(({ repositoryName, missing }) => ({ what: repositoryName, missing })),
    ...settings.left.map(({ setting, missing }) => ({ what: `registry.${setting}`, missing })),
  ];
  return [
    `${dryRun ? "Would remove" : "Removed"} ${finished.length + settings.finished.length} of ${total} imports (already in Terraform's state)`,
    ...kept.map(({ what, missing }) =>
      forTerminal(`kept the import of ${what}: not yet in Terraform's state: ${missing.join(", ")}`),
    ),
    ...(kept.length === 0 ? [] : [`Deploy ${name}-registry, then run --finish again`]),
    "",
  ].join("\n");
}
