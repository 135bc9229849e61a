import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Edit } from "../../config/editing/edit";
import { importedAddressesFinder } from "../../model/imported-addresses";
import { registryStackFinder } from "../../model/registry-parts";
import { regionalEnvironments } from "../../model/regions";
import { inRegion, type RegistryStackKind } from "../../model/stack-kinds";
import { type Environment } from "../../model/environment";
import { countText } from "../../domain/text/format";
import { allAddressesOf } from "../../domain/repository/addresses";
import { importedAddresses } from "../../domain/registry/addresses";
import { type RegistrySetting } from "../../domain/registry/settings";
import { addressesInState, stateFile } from "../support/terraform-state";
import { writeFiles } from "../support/write-files";
import { editOwnText } from "../support/verified-files";
import { adopterOf } from "../support/adoption/adopter";
import { requireNoRegion } from "../support/environments";
import { forTerminal } from "../support/terminal";
import { jsonText } from "../support/write";

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
  requireNoRegion(name, "--finish reads the imports of all regions");
  const { adopter } = adopterOf(root, name);
  const regions = regionalEnvironments(adopter.environment);
  const states = await statesOf(root, regions, options.state);
  const comparisons = regions.map((environment) => ({ environment, ...compare(environment, states) }));
  const edits = comparisons.flatMap(editsOf);
  if (edits.length > 0 && options.dryRun !== true) {
    const path = resolve(root, adopter.file);
    const before = readFileSync(path, "utf8");
    writeFiles([{ path, before, after: editOwnText(adopter, before, edits) }]);
  }
  process.stdout.write(
    options.output === "json"
      ? jsonText(recordOf(name, comparisons))
      : textOf(name, comparisons, options.dryRun === true),
  );
  if (comparisons.some(({ left, settings }) => left.length + settings.left.length > 0)) process.exitCode = 1;
}

type States = ReadonlyMap<RegistryStackKind, ReadonlySet<string>>;

/** The addresses in the state of each stack that an import is about. */
async function statesOf(root: string, regions: readonly Environment[], files: readonly string[] = []): Promise<States> {
  const kinds = new Map<RegistryStackKind, string>();
  for (const environment of regions) {
    const { name, imports, registry } = environment;
    const stackOf = registryStackFinder(environment);
    for (const { repositoryName, fromStack } of imports) {
      kinds.set(stackOf(repositoryName), name);
      if (fromStack !== undefined) kinds.set(fromStack, name);
    }
    if (registry?.imports !== undefined) kinds.set(inRegion(environment, "registry"), name);
  }
  const states = new Map<RegistryStackKind, ReadonlySet<string>>();
  for (const [kind, environment] of kinds) {
    const place = { environment, kind };
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

/** The imports of a region, compared with the states. */
interface Comparison {
  readonly environment: Environment;
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

function compare(environment: Environment, states: States): Omit<Comparison, "environment"> {
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
    settings: compareSettings(environment, states.get(inRegion(environment, "registry")) ?? new Set()),
  };
}

function editsOf({ environment, finished, settings }: Comparison): Edit[] {
  const { imports, registry = {}, regional, location } = environment;
  const region = regional === "copy" ? ["regions", location.region] : [];
  const gone = new Set(finished);
  return [
    ...removals(
      [...region, "imports"],
      imports.map(({ repositoryName }) => gone.has(repositoryName)),
    ),
    ...removals(
      [...region, "registry", "imports"],
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

/** The additional regions are listed only if they have imports. */
function recordOf(environment: string, comparisons: readonly Comparison[]): object {
  const record = ({ finished, left, settings }: Comparison): object => ({ finished, left, registry: settings });
  const copies = comparisons.filter(
    (comparison) => comparison.environment.regional === "copy" && totalOf(comparison) > 0,
  );
  return {
    environment,
    ...comparisons.filter((comparison) => comparison.environment.regional !== "copy").map(record)[0],
    ...(copies.length === 0
      ? {}
      : {
          regions: Object.fromEntries(
            copies.map((comparison) => [comparison.environment.location.region, record(comparison)]),
          ),
        }),
  };
}

function totalOf({ environment: { imports, registry = {} } }: Comparison): number {
  return imports.length + (registry.imports?.length ?? 0);
}

function textOf(name: string, comparisons: readonly Comparison[], dryRun: boolean): string {
  const total = comparisons.reduce((sum, comparison) => sum + totalOf(comparison), 0);
  if (total === 0) return `${name} has no imports\n`;
  const kept = comparisons.flatMap(({ environment, left, settings }) => [
    ...left.map((entry) => ({ ...entry, what: entry.repositoryName })),
    ...settings.left.map((entry) => ({
      ...entry,
      what: `registry.${entry.setting}`,
      stack: `${name}-${inRegion(environment, "registry")}`,
    })),
  ]);
  const finished = total - kept.length;
  const place = ({ stack }: Kept): string => (comparisons.length === 1 ? "" : ` in ${stack}`);
  return [
    `${dryRun ? "Would remove" : "Removed"} ${finished} of ${countText(total, "import")}${finished === 0 ? "" : " (already in Terraform's state)"}`,
    ...kept.map((entry) => forTerminal(`kept the import of ${entry.what}${place(entry)}: ${reasonOf(entry)}`)),
    ...(kept.length === 0
      ? []
      : [`Deploy ${stacksToDeploy(kept).join(" ")}, then run npx ecr adopt ${name} --finish again`]),
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
