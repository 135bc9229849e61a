import { basename, dirname, join, resolve } from "node:path";
import { error, quoteValue, warning } from "../domain/problems/problem";
import { valueAt } from "../domain/problems/schema-problems";
import { brokenLink } from "./broken-link";
import { type EnvironmentResult } from "./environment-result";
import { type FileReader } from "./file-reader";
import {
  REPOSITORIES_JSON_POLICY_FILE,
  isRepositoriesJson,
  type FolderPolicy,
  readRepositoriesJson,
} from "./formats/repositories-json";
import { type Drafts } from "./formats/draft";
import { isManifest, readManifest } from "./formats/manifest";
import { readRepositoryList } from "./formats/repository-list";
import { readPolicyFile } from "./read-policy/named-lifecycle-policies";
import { located, type LocatedProblem } from "./problems";
import { type SourceDocument } from "./source/source";

/** The default folder of an environment's repositories. */
export const REPOSITORIES_FOLDER = "repositories";

/** A folder or file in an environment's `repositories`. */
export interface RepositoriesPlace {
  /** Absolute path. */
  readonly path: string;
  /** Index in `repositories`. @default - the default folder, which does not need to exist */
  readonly index?: number;
}

/**
 * The folders and files in an environment's `repositories`. Their paths begin at the file that says them.
 * @param folder the environment's folder
 */
export function repositoriesPlaces(
  environment: SourceDocument,
  folder: string,
  written: readonly string[] | undefined,
  reader: FileReader,
): RepositoriesPlace[] {
  if (written === undefined) return [{ path: resolve(folder, REPOSITORIES_FOLDER) }];
  const start = reader.folderOf(environment.positionOf(["repositories"]));
  return written.map((place, index) => ({ path: resolve(start, place), index }));
}

/**
 * Reads every repository file of an environment, whatever its format.
 * @param others files in those places that declare no repositories: named lifecycle policies, base files
 */
export function readDrafts(
  environment: SourceDocument,
  places: readonly RepositoriesPlace[],
  others: ReadonlySet<string>,
  reader: FileReader,
): Drafts {
  const problems: LocatedProblem[] = [];
  const files = filesOf(environment, places, reader, problems);
  const isOther = (path: string): boolean => others.has(path) || reader.nameOf(path) === environment.file;
  const drafts = readFiles(
    files.filter((path) => !isOther(path)),
    reader,
  );
  drafts.problems.push(...problems);
  return drafts;
}

/**
 * Reads repository files, whatever their format.
 * @param files absolute paths
 */
export function readFiles(files: readonly string[], reader: FileReader): Drafts {
  const drafts: Drafts = {
    files,
    repositories: [],
    fileDefaults: [],
    providers: [],
    providerNames: new Set(),
    providerRefs: [],
    problems: [],
  };
  const folderPolicies = new RepositoriesJsonPolicies(reader, drafts);
  for (const path of files) {
    const { documents, faults } = reader.read(path);
    drafts.problems.push(...faults);
    for (const document of documents) readDocument(document, path, folderPolicies, drafts);
  }
  folderPolicies.reportUnused(files.filter((path) => basename(path) === REPOSITORIES_JSON_POLICY_FILE));
  return drafts;
}

function readDocument(
  document: SourceDocument,
  path: string,
  folderPolicies: RepositoriesJsonPolicies,
  drafts: Drafts,
): void {
  if (basename(path) === REPOSITORIES_JSON_POLICY_FILE && isPolicy(document.data)) return;
  if (isManifest(document.data)) readManifest(document, drafts);
  else if (isRepositoriesJson(document.data)) readRepositoriesJson(document, folderPolicies.policyFor(path), drafts);
  else if (isPolicy(document.data)) {
    const message =
      "expected repositories, found a lifecycle policy. Move it out of this folder, and refer to it under lifecyclePolicies: { <name>: { file: ... } }";
    drafts.problems.push(...located(document, ["rules"], [error("lifecycle/unnamed", [], message)]));
  } else readRepositoryList(document, drafts);
}

function isPolicy(data: unknown): boolean {
  return typeof data === "object" && data !== null && "rules" in data && !("repositories" in data);
}

function filesOf(
  environment: SourceDocument,
  places: readonly RepositoriesPlace[],
  reader: FileReader,
  problems: LocatedProblem[],
): string[] {
  const found = new Set<string>();
  for (const { path, index } of places) {
    if (reader.isFolder(path)) reader.dataFiles(path).forEach((file) => found.add(file));
    else if (reader.exists(path) || brokenLink(path) !== undefined) found.add(path);
    else if (index !== undefined) {
      const at = ["repositories", index];
      const folder = reader.nameOf(reader.folderOf(environment.positionOf(at)));
      const message = `the file or folder ${quoteValue(valueAt(environment.data, at))} does not exist. Paths are relative to ${folder}`;
      problems.push(...located(environment, at, [error("environment/repositories", [], message)]));
    }
  }
  return [...found];
}

/** The `lifecycle-policy.json` of each folder with a `repositories.json`, read once. */
class RepositoriesJsonPolicies {
  private readonly read = new Map<string, FolderPolicy>();

  constructor(
    private readonly reader: FileReader,
    private readonly drafts: Drafts,
  ) {}

  policyFor(path: string): FolderPolicy {
    const file = join(dirname(path), REPOSITORIES_JSON_POLICY_FILE);
    const known = this.read.get(file);
    if (known !== undefined) return known;
    const result = readPolicyFile(file, this.reader);
    this.drafts.problems.push(...(result?.problems ?? []));
    const place = { file: this.reader.nameOf(file), line: 1, column: 1 };
    const policy = { exists: result !== undefined, policy: result?.policy, place };
    this.read.set(file, policy);
    return policy;
  }

  reportUnused(files: readonly string[]): void {
    for (const file of files.filter((path) => !this.read.has(path))) {
      const [document] = this.reader.read(file).documents;
      if (document === undefined) continue;
      const message =
        "expected repositories.json in the same folder, found none, so nothing uses this policy. Refer to it under lifecyclePolicies, or delete it";
      this.drafts.problems.push(...located(document, [], [warning("lifecycle/unused", [], message)]));
    }
  }
}

/** Where repositories are declared, by name. */
export function declarationPlaces({ repositories }: Drafts): EnvironmentResult["declarationPlace"] {
  const drafts = new Map(repositories.map((draft) => [draft.repositoryName, draft]));
  return (repositoryName) => {
    const draft = drafts.get(repositoryName);
    return draft?.document.positionOf(draft.namePath);
  };
}
