import { lineText } from "../../config/environment-result";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { withoutDeclaration } from "../../config/editing/declaration";
import { removeEntry, type Edit } from "../../config/editing/edit";
import { type RepositoryDeclaration } from "../../model/environment";
import { type RepositoryManifest } from "../../config/formats/manifests-of";
import { FileReader } from "../../config/file-reader";
import { environmentPlace, environmentsFolder } from "../../config/environments-folder";
import { isBelow } from "../../config/boundary";
import { readEnvironments } from "../../config/read-environments";
import { yamlFile } from "../../domain/text/yaml-file";
import { type FoundRepository } from "../../operations/adoption/found";
import { isCovered } from "../../domain/operator/manages";
import { editOwnText, verifiedFiles } from "../support/verified-files";
import { adopterFrom } from "../support/adoption/adopter";
import { differencesFrom } from "../support/adoption/differences";
import { importOf, planAdoption, type Adopter } from "../support/adoption/plan";
import { type FileToWrite } from "../support/write-files";

/** Removes a declaration, lists the repository under `removed`, and writes its manifest. */
export function undeclareEdits(
  adopter: Adopter,
  repositoryName: string,
  manifest: { readonly file: string; readonly content: RepositoryManifest } | undefined,
): FileToWrite[] {
  const { root } = adopter;
  const { removed, released } = adopter.environment;
  const place = adopter.declarationPlace(repositoryName);
  const files: FileToWrite[] = manifest === undefined ? [] : [manifestFile(root, manifest)];
  // Before the declaration is removed: without either, the next deployment would delete the repository.
  if (!removed.includes(repositoryName)) {
    const append: Edit = { kind: "append", at: ["removed"], values: [repositoryName] };
    // A name must not be in both lists.
    files.push(edited(adopter, [append, ...unlistEdits("released", released, repositoryName)]));
  }
  if (place !== undefined) {
    files.push(changed(root, place.file, (text, file) => withoutDeclaration(file, text, repositoryName)));
  }
  return verified(adopter, files);
}

/** Adds a repository to `operator.manages`. */
export function assignEdits(adopter: Adopter, repositoryName: string): FileToWrite[] {
  const edit: Edit = { kind: "append", at: ["operator", "manages"], values: [repositoryName] };
  return verified(adopter, [edited(adopter, [edit])]);
}

/**
 * Removes a repository from `operator.manages`.
 * @param others existing repositories to list instead of a prefix; `undefined` if prefixes must not be split
 * @throws Error if a prefix covers the repository and must not be split, or if the operator would manage nothing
 */
export function unassignEdits(
  adopter: Adopter,
  repositoryName: string,
  others: readonly string[] | undefined,
): FileToWrite[] {
  const manages = adopter.environment.operator?.manages ?? [];
  const covering = manages.flatMap((entry, index) => (covers(entry, repositoryName) ? [{ entry, index }] : []));
  const prefixes = covering.filter(({ entry }) => entry.endsWith("/")).map(({ entry }) => entry);
  if (prefixes.length > 0 && others === undefined) {
    throw new Error(
      `${repositoryName} is covered by the operator's prefix ${prefixes.join(", ")}, and a prefix cannot exclude a repository. Use --split-prefix to list the existing repositories individually instead. The operator can then no longer create repositories under ${prefixes.join(", ")}`,
    );
  }
  const kept = (others ?? []).filter(
    (other) => other !== repositoryName && prefixes.some((prefix) => other.startsWith(prefix)),
  );
  const left = manages.filter((_, index) => !covering.some((entry) => entry.index === index));
  const added = kept.filter((other) => !left.some((entry) => covers(entry, other)));
  if (left.length + added.length === 0) {
    throw new Error(
      `${repositoryName} is the only repository that the operator manages. Add another entry to operator.manages first, or remove the operator from ${adopter.file} and deploy`,
    );
  }
  const edits: Edit[] = [
    ...(added.length === 0 ? [] : [{ kind: "append", at: ["operator", "manages"], values: added } as const]),
    // From the end, because each removal shifts the entries after it.
    ...covering.reverse().map(({ index }): Edit => ({ kind: "remove", at: ["operator", "manages", index] })),
  ];
  return verified(adopter, [edited(adopter, edits)]);
}

/** Declares a repository as it is in AWS, lists it under `imports`, and removes it from `removed` and `released`. */
export function declareEdits(adopter: Adopter, found: FoundRepository): FileToWrite[] {
  const { root, environment } = adopter;
  const declaration = environment.repositories.find(({ repositoryName }) => repositoryName === found.repositoryName);
  if (declaration !== undefined) return importEdits(adopter, found, declaration);
  const retention = retainEdits(adopter, found.repositoryName);
  if (retention.length === 0) return [...planAdoption(adopter, { found: [found], withImports: true }).files];
  // In one write: between two, nothing would prevent Terraform from deleting the repository.
  const { path, before, after } = edited(adopter, retention);
  const unwritten = new Map([[path, after]]);
  const released = readEnvironments(root, new FileReader(root, unwritten)).find(
    ({ name }) => name === environment.name,
  );
  const { files } = planAdoption(adopterFrom(root, released), { found: [found], withImports: true, unwritten });
  return files.map((file) => (file.path === path ? { ...file, before } : file));
}

/** Completes a run that was killed after it had written the declaration. */
function importEdits(adopter: Adopter, found: FoundRepository, declaration: RepositoryDeclaration): FileToWrite[] {
  const { environment, basis, declarationPlace } = adopter;
  const place = declarationPlace(declaration.repositoryName);
  const different = differencesFrom(found, declaration, basis.resolver.defaultsIn(place?.file), environment);
  if (different.length > 0) {
    const { repositoryName } = declaration;
    throw new Error(
      `the declaration of ${repositoryName} at ${lineText(place)} differs from AWS: ${different.join(", ")}. Remove the declaration, then run this command again to declare the repository as it is in AWS`,
    );
  }
  const append: Edit = { kind: "append", at: ["imports"], values: [importOf(found)] };
  return verified(adopter, [edited(adopter, [...retainEdits(adopter, found.repositoryName), append])]);
}

/** Removes a repository that is declared and still in Terraform's state from `removed` and `released`. */
export function keepEdits(adopter: Adopter, repositoryName: string): FileToWrite[] {
  return verified(adopter, [edited(adopter, retainEdits(adopter, repositoryName))]);
}

function retainEdits({ environment: { removed, released } }: Adopter, repositoryName: string): Edit[] {
  return [...unlistEdits("removed", removed, repositoryName), ...unlistEdits("released", released, repositoryName)];
}

function unlistEdits(list: "removed" | "released", names: readonly string[], repositoryName: string): Edit[] {
  const index = names.indexOf(repositoryName);
  return index === -1 ? [] : [removeEntry([list], index, names.length)];
}

/** Removes a repository from `imports`, in each region. */
export function cleanupEdits(adopter: Adopter, repositoryName: string): FileToWrite[] {
  const { imports, regions = [] } = adopter.environment;
  const lists = [
    { at: ["imports"], entries: imports },
    ...regions.map((settings) => ({ at: ["regions", settings.region, "imports"], entries: settings.imports })),
  ];
  const edits = lists.flatMap(({ at, entries }) => {
    const index = entries.findIndex((entry) => entry.repositoryName === repositoryName);
    return index === -1 ? [] : [removeEntry(at, index, entries.length)];
  });
  return verified(adopter, [edited(adopter, edits)]);
}

function covers(entry: string, repositoryName: string): boolean {
  return isCovered(repositoryName, [entry]);
}

function edited(adopter: Adopter, edits: readonly Edit[]): FileToWrite {
  return changed(adopter.root, adopter.file, (text) => editOwnText(adopter, text, edits));
}

function changed(root: string, file: string, change: (text: string, file: string) => string): FileToWrite {
  const path = resolve(root, file);
  const before = readFileSync(path, "utf8");
  return { path, before, after: change(before, file) };
}

function manifestFile(
  root: string,
  { file, content }: { readonly file: string; readonly content: RepositoryManifest },
): FileToWrite {
  const path = resolve(root, file);
  if (isBelow(environmentsFolder(root), path)) {
    throw new Error(
      `expected a manifest file outside ${environmentPlace(root)}/, found ${file}. Terraform manages the repositories that are declared in this folder`,
    );
  }
  const after = yamlFile(content, {
    head: [],
    remarks: [
      {
        at: ["spec", "deletionPolicy"],
        text: "The operator ignores this setting, and deletes the repository when you delete the manifest. See docs/handover.md.",
      },
    ],
    apart: [],
  });
  if (!existsSync(path)) return { path, after };
  // A previous run may have been interrupted after it wrote the manifest.
  const before = readFileSync(path, "utf8");
  if (before === after) return { path, before, after };
  throw new Error(`${file} already exists. Delete it, or choose a different file with --manifest <file>`);
}

function verified({ root, environment }: Adopter, files: readonly FileToWrite[]): FileToWrite[] {
  return verifiedFiles(root, environment.name, files);
}
