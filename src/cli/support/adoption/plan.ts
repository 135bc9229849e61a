import { dirname, join, resolve } from "node:path";
import { type FileToWrite } from "../write-files";
import { isBelow } from "../../../config/boundary";
import { type Edit } from "../../../config/editing/edit";
import { type Environment, type RepositoryDeclaration } from "../../../model/environment";
import { BROKEN_RULE } from "../../../config/check-repository-rules";
import { FileReader } from "../../../config/file-reader";
import { type SourceDocument } from "../../../config/source/source";
import { type Resolved } from "../../../config/resolve-repositories";
import { type EnvironmentResult, type Basis } from "../../../config/environment-result";
import { type LocatedProblem } from "../../../config/problems";
import { readEnvironments } from "../../../config/read-environments";
import { REPOSITORIES_FOLDER } from "../../../config/read-drafts";
import { NO_POLICY } from "../../../domain/repository/policy-schema";
import { entryOf, tagsToAdd, type EntryDefaults } from "../../../operations/adoption/entry";
import { type FoundRepository } from "../../../operations/adoption/found";
import { differencesFrom } from "./differences";
import { addedNames, type RegistryAdoption } from "../../../operations/adoption/registry";
import { registryDifferences } from "../../../domain/registry/differences";
import { type ExistingRegistry } from "../../../domain/registry/existing";
import { type RegistrySetting, type RegistrySettings } from "../../../domain/registry/settings";
import { differenceText } from "../../../domain/repository/differences/difference";
import { editOwnText, wouldHaveErrors } from "../verified-files";
import { registryEdits } from "./registry";
import { placeRepositories, withEntries } from "./repository-files";
import { sharedPolicies } from "./shared-policies";

export interface Adopter {
  /** The project's folder. */
  readonly root: string;
  readonly environment: Environment;
  /** The environment's own file, relative to the project. */
  readonly file: string;
  readonly basis: Basis;
  readonly document?: SourceDocument;
  readonly declarationPlace: EnvironmentResult["declarationPlace"];
}

/** The settings of a registry to declare. */
export interface RegistryToAdopt extends Pick<RegistryAdoption, "added"> {
  /** The registry in AWS. */
  readonly found: ExistingRegistry;
}

/** What to declare. */
export interface AdoptionRequest {
  readonly found: readonly FoundRepository[];
  /** @default - only repositories are declared */
  readonly registry?: RegistryToAdopt;
  /** Whether the next deployment imports everything; otherwise it creates it. */
  readonly withImports: boolean;
  /** Texts by absolute path of files that the adopter is read from and that are not written yet. @default - none */
  readonly unwritten?: ReadonlyMap<string, string>;
}

/** The files to write, and their effects. */
export interface AdoptionPlan {
  /** In the order of writing: the environment's own file is last. */
  readonly files: readonly FileToWrite[];
  readonly adopted: readonly { readonly repositoryName: string; readonly file: string }[];
  /** Settings of the registry that are added to the environment. */
  readonly registry: readonly RegistrySetting[];
  /** Names of lifecycle policies added to the environment. */
  readonly policies: readonly string[];
  /** Repositories to which the next deployment adds a default tag, by tag. */
  readonly tagsAdded: ReadonlyMap<string, readonly string[]>;
}

/** Repositories would break the environment's rules, and nothing else is wrong. */
export class BrokenRules extends Error {
  /** @param broken what each of the repositories lacks, by its name */
  constructor(
    readonly broken: ReadonlyMap<string, readonly string[]>,
    errors: readonly LocatedProblem[],
  ) {
    super(wouldHaveErrors(errors));
  }
}

/**
 * Declares repositories and settings of the registry as they are, in the environment's files.
 * @throws BrokenRules if repositories would break the environment's rules
 * @throws Error if the environment would have other errors, or a declaration would differ from its repository
 */
export function planAdoption(
  adopter: Adopter,
  { found, registry, withImports, unwritten = new Map<string, string>() }: AdoptionRequest,
): AdoptionPlan {
  const { root, basis } = adopter;
  const reader = new FileReader(root, unwritten);
  const defaults = defaultsOf(adopter);
  const { nameOf, added } = sharedPolicies(found, basis.lifecyclePolicies, defaults.settings.lifecyclePolicy);
  const sorted = [...found].sort((a, b) => (a.repositoryName < b.repositoryName ? -1 : 1));
  const environmentFile = resolve(root, adopter.file);
  const { folder, edits } =
    found.length === 0 ? { folder: "", edits: [] } : folderOf(dirname(environmentFile), basis.places, reader);
  const placed = placeRepositories(sorted, folder, reader).map(({ place, found: own }) => {
    const ofFile = { ...defaults, settings: basis.resolver.defaultsIn(reader.nameOf(place.path)) };
    const entries = own.map((repository) => entryOf(repository, ofFile, nameOf));
    return { ...withEntries(place, entries, reader), own, defaults: ofFile };
  });
  for (const [name, policy] of added) edits.push({ kind: "set", at: ["lifecyclePolicies", name], value: policy });
  if (withImports && found.length > 0) edits.push({ kind: "append", at: ["imports"], values: sorted.map(importOf) });
  edits.push(...registryEdits(registry?.added ?? {}, adopter.environment.registry, withImports));
  const before = reader.text(environmentFile);
  const after = edits.length === 0 ? before : editOwnText(adopter, before, edits);
  const files = [
    ...placed.map(({ path, before, after }) => ({ path, ...(before === undefined ? {} : { before }), after })),
    ...(after === before ? [] : [{ path: environmentFile, before, after }]),
  ];
  verify(
    adopter,
    { found: sorted, registry },
    new Map([...unwritten, ...files.map(({ path, after }) => [path, after] as const)]),
  );
  return {
    files,
    adopted: placed.flatMap(({ path, own }) =>
      own.map(({ repositoryName }) => ({ repositoryName, file: reader.nameOf(path) })),
    ),
    registry: addedNames(registry?.added ?? {}),
    policies: [...added.keys()],
    tagsAdded: groupedTags(placed),
  };
}

/** Settings that the environment gives its repositories. */
export function defaultsOf({ environment, basis }: Adopter): EntryDefaults {
  return {
    settings: basis.resolver.defaults,
    tags: environment.tags,
    region: environment.location.region,
    noPolicy: NO_POLICY,
  };
}

/** A folder in the environment's `repositories`, its own if it has one, or the default folder if all of them are files. */
function folderOf(
  environmentFolder: string,
  places: readonly string[],
  reader: FileReader,
): { readonly folder: string; readonly edits: Edit[] } {
  const usual = join(environmentFolder, REPOSITORIES_FOLDER);
  const folders = places.filter((path) => reader.isFolder(path) || path === usual);
  // A folder elsewhere may be shared, and its repositories would be declared in other accounts too.
  const folder = folders.find((path) => isBelow(environmentFolder, path)) ?? folders[0];
  if (folder !== undefined) return { folder, edits: [] };
  return { folder: usual, edits: [{ kind: "append", at: ["repositories"], values: [REPOSITORIES_FOLDER] }] };
}

export function importOf({ repositoryName, without }: FoundRepository): unknown {
  return without.length === 0 ? repositoryName : { repositoryName, without };
}

/** @throws Error if the files would cause errors, or a declaration would differ from its repository */
function verify(
  { root, environment, basis }: Adopter,
  { found, registry }: Pick<AdoptionRequest, "found" | "registry">,
  unwritten: ReadonlyMap<string, string>,
): void {
  const reader = new FileReader(root, unwritten);
  const result = readEnvironments(root, reader).find(({ name }) => name === environment.name);
  if (result?.environment === undefined) {
    const errors = (result?.problems ?? []).filter(({ severity }) => severity === "error");
    const brokenRules = result?.basis?.brokenRules ?? new Map<string, readonly string[]>();
    if (
      errors.every(({ rule }) => rule === BROKEN_RULE) &&
      found.some(({ repositoryName: own }) => brokenRules.has(own))
    )
      throw new BrokenRules(brokenRules, errors);
    throw new Error(wouldHaveErrors(errors));
  }
  const { declarationPlace } = result;
  const defaultsOfDeclaration = (name: string): Resolved => basis.resolver.defaultsIn(declarationPlace(name)?.file);
  const declared = new Map(
    result.environment.repositories.map((declaration) => [declaration.repositoryName, declaration]),
  );
  const wrong = found.flatMap((repository) => {
    const declaration: RepositoryDeclaration | undefined = declared.get(repository.repositoryName);
    const different =
      declaration === undefined
        ? ["everything"]
        : differencesFrom(repository, declaration, defaultsOfDeclaration(repository.repositoryName), environment);
    return different.length === 0
      ? []
      : [`${repository.repositoryName}: the declaration would differ from AWS in ${different.join(", ")}`];
  });
  const differences = (declared: RegistrySettings = {}): string[] =>
    registryDifferences(declared, environment.location, registry?.found ?? {}).map(differenceText);
  const known = new Set(differences(environment.registry));
  wrong.push(...differences(result.environment.registry).filter((text) => !known.has(text)));
  if (wrong.length > 0) throw new Error(["nothing was written", ...wrong].join("\n"));
}

function groupedTags(
  placed: readonly { readonly own: readonly FoundRepository[]; readonly defaults: EntryDefaults }[],
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { own, defaults } of placed) {
    for (const repository of own) {
      for (const tag of tagsToAdd(repository, defaults)) {
        groups.set(tag, [...(groups.get(tag) ?? []), repository.repositoryName]);
      }
    }
  }
  return groups;
}
