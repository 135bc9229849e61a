import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Edit } from "../../config/editing/edit";
import { registryStackFinder } from "../../model/registry-parts";
import { type RegistryStackKind } from "../../model/stack-kinds";
import { type Environment } from "../../model/environment";
import { addressesOf, allAddressesOf } from "../../domain/repository/addresses";
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
  const { finished, left } = compare(environment, await statesOf(root, environment, options.state));
  if (finished.length > 0 && options.dryRun !== true) {
    const path = resolve(root, adopter.file);
    const before = readFileSync(path, "utf8");
    writeFiles([{ path, before, after: editOwnText(adopter, before, editsOf(environment, finished)) }]);
  }
  process.stdout.write(
    options.output === "json"
      ? `${JSON.stringify({ environment: name, finished, left }, undefined, 2)}\n`
      : textOf(environment, finished, left, options.dryRun === true),
  );
  if (left.length > 0) process.exitCode = 1;
}

type States = ReadonlyMap<RegistryStackKind, ReadonlySet<string>>;

/** The addresses in the state of each stack that an import is about. */
async function statesOf(root: string, environment: Environment, files: readonly string[] = []): Promise<States> {
  const { name, imports } = environment;
  const stackOf = registryStackFinder(environment);
  const kinds = new Set(
    imports.flatMap(({ repositoryName, fromStack }) => [stackOf(repositoryName), ...(fromStack ? [fromStack] : [])]),
  );
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

function compare(environment: Environment, states: States) {
  const { name, imports, repositories } = environment;
  const stackOf = registryStackFinder(environment);
  const declared = new Map(repositories.map((repository) => [repository.repositoryName, repository]));
  const all = imports.map(({ repositoryName, without, fromStack }): Unfinished => {
    const repository = declared.get(repositoryName) ?? { repositoryName };
    const kind = stackOf(repositoryName);
    const missing = addressesOf(repository, without).filter((address) => states.get(kind)?.has(address) !== true);
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

function editsOf({ imports }: Environment, finished: readonly string[]): Edit[] {
  if (finished.length === imports.length) return [{ kind: "remove", at: ["imports"] }];
  const gone = new Set(finished);
  const indices = imports.flatMap(({ repositoryName }, index) => (gone.has(repositoryName) ? [index] : []));
  // From the end, because each removal shifts the entries after it.
  return indices.reverse().map((index) => ({ kind: "remove", at: ["imports", index] }));
}

function textOf(
  { name, imports }: Environment,
  finished: readonly string[],
  left: readonly Unfinished[],
  dryRun: boolean,
): string {
  if (imports.length === 0) return `${name} has no imports\n`;
  const verb = dryRun ? "Would remove" : "Removed";
  const stacks = left.flatMap(({ stack, missing, remaining = [], leaves = "" }) => [
    ...(missing.length > 0 ? [stack] : []),
    ...(remaining.length > 0 ? [leaves] : []),
  ]);
  return [
    `${verb} ${finished.length} of ${imports.length} imports (already in Terraform's state)`,
    ...left.map((entry) => forTerminal(`kept the import of ${entry.repositoryName}: ${reasonOf(entry)}`)),
    ...(left.length === 0 ? [] : [`Deploy ${[...new Set(stacks)].sort().join(" ")}, then run --finish again`]),
    "",
  ].join("\n");
}

function reasonOf({ missing, remaining = [], leaves = "" }: Unfinished): string {
  return [
    ...(missing.length === 0 ? [] : [`not yet in Terraform's state: ${missing.join(", ")}`]),
    ...(remaining.length === 0 ? [] : [`still in the state of ${leaves}: ${remaining.join(", ")}`]),
  ].join("; ");
}
