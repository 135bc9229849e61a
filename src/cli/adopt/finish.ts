import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Edit } from "../../config/editing/edit";
import { importedAddressesFinder } from "../../model/imported-addresses";
import { registryStackFinder } from "../../model/registry-parts";
import { type RegistryStackKind } from "../../model/stack-kinds";
import { type Environment } from "../../model/environment";
import { allAddressesOf } from "../../domain/repository/addresses";
import { importedAddresses } from "../../domain/registry/addresses";
import { type RegistrySetting } from "../../domain/registry/settings";
import { addressesInState, stateFile } from "../support/terraform-state";
import { writeFiles } from "../support/write-files";
import { editOwnText } from "../support/own-edits";
import { adopterOf } from "../support/adoption/adopter";
import { forTerminal } from "../support/wrapped";

export interface FinishOptions {
  /** Files with the output of `terraform state list`, each as `<stack>=<file>` if there are several; `-` for standard input. @default - runs Terraform */
  readonly state?: readonly string[];
  readonly dryRun?: boolean;
  readonly output: "text" | "json";
}

/**
 * `ecr adopt ENV --finish`: removes imports from the environment whose resources are in Terraform's state.
 * @throws Error if a state cannot be read
 */
export async function finishCommand(root: string, name: string, options: FinishOptions): Promise<void> {
  const { adopter } = adopterOf(root, name);
  const { environment } = adopter;
  const states = await statesOf(root, environment, options.state);
  const repositories = compare(environment, states);
  const settings = compareSettings(environment, states.get("registry") ?? new Set());
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

type States = ReadonlyMap<RegistryStackKind, ReadonlySet<string>>;

/** The addresses in the state of each stack that an import is about. */
async function statesOf(root: string, environment: Environment, files: readonly string[] = []): Promise<States> {
  const { name, imports, registry } = environment;
  const stackOf = registryStackFinder(environment);
  const kinds = new Set<RegistryStackKind>([
    ...imports.flatMap(({ repositoryName, fromStack }) => [stackOf(repositoryName), ...(fromStack ? [fromStack] : [])]),
    ...(registry?.imports === undefined ? [] : (["registry"] as const)),
  ]);
  const states = new Map<RegistryStackKind, ReadonlySet<string>>();
  for (const kind of kinds) {
    const place = { environment: name, kind };
    states.set(kind, new Set(await addressesInState(root, place, stateFile(place, kinds.size, files))));
  }
  return states;
}

interface Unfinished {
  readonly repositoryName: string;
  readonly stack: string;
  /** Terraform addresses that are not in the state of the repository's stack. */
  readonly missing: readonly string[];
  /** Terraform addresses that are still in the state of the stack that the repository leaves. @default - it leaves none */
  readonly remaining?: readonly string[];
  readonly leaves?: string;
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

function compare(environment: Environment, states: States) {
  const { name, imports } = environment;
  const stackOf = registryStackFinder(environment);
  const importedBy = importedAddressesFinder(environment);
  const all = imports.map((imported): Unfinished => {
    const { repositoryName, fromStack } = imported;
    const kind = stackOf(repositoryName);
    const missing = importedBy(imported).addresses.filter((address) => states.get(kind)?.has(address) !== true);
    const entry = { repositoryName, stack: `${name}-${kind}`, missing };
    if (fromStack === undefined) return entry;
    const remaining = allAddressesOf(repositoryName).filter((address) => states.get(fromStack)?.has(address));
    return { ...entry, remaining, leaves: `${name}-${fromStack}` };
  });
  const isFinished = ({ missing, remaining = [] }: Unfinished): boolean => missing.length + remaining.length === 0;
  return {
    finished: all.filter(isFinished).map(({ repositoryName }) => repositoryName),
    left: all.filter((entry) => !isFinished(entry)),
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
    ...left.map((entry) => ({ ...entry, what: entry.repositoryName })),
    ...settings.left.map((entry) => ({ ...entry, what: `registry.${entry.setting}`, stack: `${name}-registry` })),
  ];
  return [
    `${dryRun ? "Would remove" : "Removed"} ${finished.length + settings.finished.length} of ${total} imports (already in Terraform's state)`,
    ...kept.map((entry) => forTerminal(`kept the import of ${entry.what}: ${reasonOf(entry)}`)),
    ...(kept.length === 0 ? [] : [`Deploy ${stacksToDeploy(kept).join(" ")}, then run --finish again`]),
    "",
  ].join("\n");
}

type Kept = Pick<Unfinished, "stack" | "missing" | "remaining" | "leaves">;

function stacksToDeploy(kept: readonly Kept[]): string[] {
  const stacks = kept.flatMap(({ stack, missing, remaining = [], leaves = "" }) => [
    ...(missing.length > 0 ? [stack] : []),
    ...(remaining.length > 0 ? [leaves] : []),
  ]);
  return [...new Set(stacks)].sort();
}

function reasonOf({ missing, remaining = [], leaves = "" }: Kept): string {
  return [
    ...(missing.length === 0 ? [] : [`not yet in Terraform's state: ${missing.join(", ")}`]),
    ...(remaining.length === 0 ? [] : [`still in the state of ${leaves}: ${remaining.join(", ")}`]),
  ].join("; ");
}
