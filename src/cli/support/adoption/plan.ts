import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { editText, type Edit } from "../../../config/editing/edit";
import { type Environment, type RepositoryDeclaration } from "../../../model/environment";
import { FileReader } from "../../../config/file-reader";
import { type EnvironmentResult } from "../../../config/environment-result";
import { formatProblem } from "../../../config/problems";
import { readEnvironments } from "../../../config/read-environments";
import { REPOSITORIES_FOLDER } from "../../../config/read-drafts";
import { type Basis } from "../../../config/environment-result";
import { NO_POLICY } from "../../../domain/repository/policy-schema";
import { entryOf, tagsToAdd, type EntryDefaults } from "../../../operations/adoption/entry";
import { type FoundRepository } from "../../../operations/adoption/found";
import { differencesFrom } from "./differences";
import { placeEntries, type RepositoryFile } from "./repository-files";
import { sharedPolicies } from "./shared-policies";

/** The environment that adopts. */
export interface Adopter {
  /** The project's folder. */
  readonly root: string;
  readonly environment: Environment;
  /** The environment's own file, relative to the project. */
  readonly file: string;
  readonly basis: Basis;
  readonly declarationPlace: EnvironmentResult["declarationPlace"];
}

/** What is to be written, and what comes of it. */
export interface AdoptionPlan {
  /** In the order in which they are written: the environment's own file last. */
  readonly files: readonly RepositoryFile[];
  readonly adopted: readonly { readonly repositoryName: string; readonly file: string }[];
  /** Names of lifecycle policies that the environment gets. */
  readonly policies: readonly string[];
  /** Default tags that repositories get by the next deployment, by tag. */
  readonly tagsAdded: ReadonlyMap<string, readonly string[]>;
}

/**
 * Declares repositories as they are, in the environment's own files.
 * @param withImports whether the next deployment shall take them over; else it makes them
 * @throws Error when the environment would have errors, or would not say the same of a repository
 */
export function planAdoption(adopter: Adopter, found: readonly FoundRepository[], withImports: boolean): AdoptionPlan {
  const { root, basis } = adopter;
  const reader = new FileReader(root);
  const defaults = defaultsOf(adopter);
  const { nameOf, added } = sharedPolicies(found, basis.lifecyclePolicies, defaults.settings.lifecyclePolicy);
  const sorted = [...found].sort((a, b) => (a.repositoryName < b.repositoryName ? -1 : 1));
  const environmentFile = resolve(root, adopter.file);
  const { folder, edits } = folderOf(dirname(environmentFile), basis.places, reader);
  const placed = placeEntries(
    sorted.map((it) => entryOf(it, defaults, nameOf)),
    folder,
    reader,
  );
  for (const [name, policy] of added) edits.push({ kind: "set", at: ["lifecyclePolicies", name], value: policy });
  if (withImports) edits.push({ kind: "append", at: ["imports"], values: sorted.map(importOf) });
  const before = readFileSync(environmentFile, "utf8");
  const after = edits.length === 0 ? before : editText(environmentFile, before, edits);
  const files = [...placed, ...(after === before ? [] : [{ path: environmentFile, before, after }])];
  verify(adopter, sorted, files);
  return {
    files,
    adopted: placed.flatMap(({ path, entries }) =>
      entries.map(({ repositoryName }) => ({ repositoryName, file: reader.nameOf(path) })),
    ),
    policies: [...added.keys()],
    tagsAdded: groupedTags(sorted, defaults),
  };
}

/** What the environment gives its repositories. */
export function defaultsOf({ environment, basis }: Adopter): EntryDefaults {
  return {
    settings: basis.resolver.defaults,
    tags: environment.tags,
    region: environment.location.region,
    noPolicy: NO_POLICY,
  };
}

/** The first folder among the environment's places; the usual one where all of them are files. */
function folderOf(
  environmentFolder: string,
  places: readonly string[],
  reader: FileReader,
): { readonly folder: string; readonly edits: Edit[] } {
  const usual = join(environmentFolder, REPOSITORIES_FOLDER);
  const paths = places.map((place) => resolve(environmentFolder, place));
  const folder = paths.find((path) => reader.isFolder(path) || path === usual);
  if (folder !== undefined) return { folder, edits: [] };
  return { folder: usual, edits: [{ kind: "append", at: ["repositories"], values: [REPOSITORIES_FOLDER] }] };
}

/** A repository under `imports`. */
export function importOf({ repositoryName, without }: FoundRepository): unknown {
  return without.length === 0 ? repositoryName : { repositoryName, without };
}

/** The project as it would be says no error, and of each repository what was found. */
function verify(
  { root, environment, basis }: Adopter,
  found: readonly FoundRepository[],
  files: readonly RepositoryFile[],
): void {
  const reader = new FileReader(root, new Map(files.map(({ path, after }) => [path, after])));
  const reading = readEnvironments(root, reader).find(({ name }) => name === environment.name);
  if (reading?.environment === undefined) {
    const problems = (reading?.problems ?? [])
      .filter(({ severity }) => severity === "error")
      .map((problem) => formatProblem(problem));
    throw new Error(["the environment would have errors; nothing is written", ...problems].join("\n"));
  }
  const declared = new Map(reading.environment.repositories.map((it) => [it.repositoryName, it]));
  const wrong = found.flatMap((it) => {
    const declaration: RepositoryDeclaration | undefined = declared.get(it.repositoryName);
    const different =
      declaration === undefined
        ? ["everything"]
        : differencesFrom(it, declaration, basis.resolver.defaults, environment);
    return different.length === 0
      ? []
      : [`${it.repositoryName}: ${different.join(", ")} would not be declared as found`];
  });
  if (wrong.length > 0) throw new Error(["nothing is written", ...wrong].join("\n"));
}

function groupedTags(found: readonly FoundRepository[], defaults: EntryDefaults): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const repository of found) {
    for (const tag of tagsToAdd(repository, defaults)) {
      groups.set(tag, [...(groups.get(tag) ?? []), repository.repositoryName]);
    }
  }
  return groups;
}
