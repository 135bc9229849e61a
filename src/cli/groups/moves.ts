import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Edit } from "../../config/editing/edit";
import { ANY_REGISTRY_STACK } from "../../domain/repository/groups-schema";
import { groupMoves, type GroupMove, type StackStates } from "../../operations/groups/moves";
import { type Environment } from "../../model/environment";
import { regionalEnvironments, stackPrefix } from "../../model/regions";
import { inRegion, registryStackKinds, stackKinds, type RegistryStackKind } from "../../model/stack-kinds";
import { adopterOf } from "../support/adoption/adopter";
import { FOLDERS } from "../support/tree";
import { requireNoRegion } from "../support/environments";
import { editOwnText, verifiedFiles } from "../support/verified-files";
import { addressesInState, initializedFolder, stateFile } from "../support/terraform-state";
import { type FileToWrite } from "../support/write-files";

export interface MovePlan {
  readonly environment: Environment;
  readonly moves: readonly GroupMove[];
  readonly files: readonly FileToWrite[];
  /** Names of stacks whose states were not read. */
  readonly unread: readonly string[];
}

/**
 * Plans the moves of repositories whose group has changed, in each region.
 * @param stateFiles values of `--state`
 * @throws Error if no state can be read, or if the environment would have errors
 */
export async function planMoves(
  root: string,
  name: string,
  stateFiles: readonly string[] | undefined,
): Promise<MovePlan> {
  requireNoRegion(name, "Groups are the same in all regions");
  const { adopter, others } = adopterOf(root, name);
  const { environment, file } = adopter;
  const { states, unread } = await readStates(root, environment, others, stateFiles);
  const regions = regionalEnvironments(environment).map((regional) => ({
    regional,
    moves: groupMoves(regional, statesIn(regional, states)),
  }));
  const path = resolve(root, file);
  const before = readFileSync(path, "utf8");
  const after = editOwnText(
    adopter,
    before,
    regions.flatMap(({ regional, moves }) => editsOf(regional, moves)),
  );
  const files = verifiedFiles(root, name, [{ path, before, after }]);
  return { environment, moves: regions.flatMap(({ moves }) => moves), files, unread };
}

function statesIn(regional: Environment, states: StackStates): StackStates {
  const start = inRegion(regional, "registry");
  return new Map([...states].filter(([kind]) => kind.startsWith(start)));
}

function editsOf(regional: Environment, moves: readonly GroupMove[]): Edit[] {
  const { imports, location } = regional;
  const at = [...(regional.regional === "copy" ? ["regions", location.region] : []), "imports"];
  const listed = new Map(imports.map(({ repositoryName }, index) => [repositoryName, index]));
  const valueOf = ({ entry: { repositoryName, without, fromStack } }: GroupMove) => ({
    repositoryName,
    fromStack: fromStack?.slice(stackPrefix(regional).length),
    ...(without.length === 0 ? {} : { without }),
  });
  const values = moves.filter(({ entry }) => !listed.has(entry.repositoryName)).map(valueOf);
  const replaced = moves.flatMap((move): Edit[] => {
    const index = listed.get(move.entry.repositoryName);
    return index === undefined ? [] : [{ kind: "set", at: [...at, index], value: valueOf(move) }];
  });
  return [...replaced, ...(values.length === 0 ? [] : [{ kind: "append", at, values } as const])];
}

async function readStates(
  root: string,
  environment: Environment,
  others: readonly Environment[],
  files: readonly string[] | undefined,
): Promise<{ readonly states: StackStates; readonly unread: readonly string[] }> {
  const { name } = environment;
  const kinds = files === undefined ? knownKinds(root, environment, others) : givenKinds(environment, files);
  const readable = kinds.filter((kind) => {
    const place = { environment: name, kind };
    return files === undefined ? initializedFolder(root, place) !== undefined : isGiven(place, files);
  });
  // The error says how to make the first state readable.
  const toRead: readonly RegistryStackKind[] = readable.length === 0 ? ["registry"] : readable;
  const states = new Map<RegistryStackKind, ReadonlySet<string>>();
  for (const kind of toRead) {
    const place = { environment: name, kind };
    const file = files === undefined ? undefined : stateFile(place, kinds.length, files);
    states.set(kind, new Set(await addressesInState(root, place, file)));
  }
  return { states, unread: kinds.filter((kind) => !states.has(kind)).map((kind) => `${name}-${kind}`) };
}

/**
 * The stacks of the environment, and others whose states are given, such as that of a renamed group.
 * @throws Error for a name that no registry stack of the environment can have
 */
function givenKinds(environment: Environment, files: readonly string[]): RegistryStackKind[] {
  const start = `${environment.name}-`;
  const names = files.flatMap((file) => (file.includes("=") ? [file.slice(0, file.indexOf("="))] : []));
  const given = names.map((stack) => {
    const kind = stack.startsWith(start) ? stack.slice(start.length) : "";
    if (ANY_REGISTRY_STACK.test(kind)) return kind as RegistryStackKind;
    throw new Error(
      `--state: expected a registry stack of ${environment.name}, such as ${start}registry=state.txt, found ${JSON.stringify(stack)}`,
    );
  });
  return [...new Set([...registryStackKinds(environment), ...given])];
}

function isGiven(place: { readonly environment: string; readonly kind: string }, files: readonly string[]): boolean {
  return files.some((file) => file.startsWith(`${place.environment}-${place.kind}=`));
}

/** The stacks of the environment, and those of groups that it no longer declares but whose folders exist. */
function knownKinds(root: string, environment: Environment, others: readonly Environment[]): RegistryStackKind[] {
  const { name } = environment;
  const ofOthers = new Set(others.flatMap((other) => stackKinds(other).map((kind) => `${other.name}-${kind}`)));
  const synthesized = foldersIn(join(root, "cdktf.out", "stacks")).filter(
    (stack) => stack.startsWith(`${name}-`) && !ofOthers.has(stack),
  );
  const found = [
    ...synthesized.map((stack) => stack.slice(name.length + 1)),
    ...foldersIn(join(root, FOLDERS.environment, name)),
  ].filter((kind): kind is RegistryStackKind => ANY_REGISTRY_STACK.test(kind));
  return [...new Set([...registryStackKinds(environment), ...found])];
}

function foldersIn(path: string): string[] {
  return existsSync(path) ? readdirSync(path).sort() : [];
}
