import { lineText } from "../../config/environment-result";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { withoutDeclaration } from "../../config/editing/declaration";
import { editText, type Edit } from "../../config/editing/edit";
import { type RepositoryDeclaration } from "../../model/environment";
import { type RepositoryManifest } from "../../config/formats/manifests-of";
import { FileReader } from "../../config/file-reader";
import { formatProblem } from "../../config/problems";
import { ENVIRONMENTS_FOLDER } from "../../config/environment-names";
import { readEnvironments } from "../../config/read-environments";
import { yamlFile } from "../../domain/text/yaml-file";
import { type FoundRepository } from "../../operations/adoption/found";
import { isCovered } from "../../domain/operator/manages";
import { adopterOf } from "../support/adoption/adopter";
import { differencesFrom } from "../support/adoption/differences";
import { importOf, planAdoption, type Adopter } from "../support/adoption/plan";
import { type FileToWrite } from "../support/write-files";
import { removal } from "./removal";

/** Takes a declaration out, names the repository under `removed`, and writes its manifest. */
export function undeclareEdits(
  adopter: Adopter,
  repositoryName: string,
  manifest: { readonly file: string; readonly content: RepositoryManifest } | undefined,
): FileToWrite[] {
  const { root } = adopter;
  const { removed, released } = adopter.environment;
  const place = adopter.declarationPlace(repositoryName);
  const files: FileToWrite[] = manifest === undefined ? [] : [manifestFile(root, manifest)];
  // Before the declaration goes: without both, the next deployment would delete the repository.
  if (!removed.includes(repositoryName)) {
    const append: Edit = { kind: "append", at: ["removed"], values: [repositoryName] };
    // A name is not under both: removed releases it, too.
    files.push(edited(root, adopter.file, [append, ...listedNoMore("released", released, repositoryName)]));
  }
  if (place !== undefined) {
    files.push(changed(root, place.file, (text, file) => withoutDeclaration(file, text, repositoryName)));
  }
  return verified(adopter, files);
}

/** Names a repository under `operator.manages`. */
export function assignEdits(adopter: Adopter, repositoryName: string): FileToWrite[] {
  const edit: Edit = { kind: "append", at: ["operator", "manages"], values: [repositoryName] };
  return verified(adopter, [edited(adopter.root, adopter.file, [edit])]);
}

/**
 * Takes a repository out of `operator.manages`.
 * @param others names that a prefix stands for besides, which take its place; `undefined` where it may not be taken apart
 * @throws Error where it falls under a prefix that may not be taken apart, or nothing would be left for the operator
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
      `${repositoryName} belongs to the operator by the prefix ${prefixes.join(", ")}, which can not leave one out; --split-prefix names the repositories there are below it one by one instead, and the operator can make no others there`,
    );
  }
  const kept = (others ?? []).filter(
    (other) => other !== repositoryName && prefixes.some((prefix) => other.startsWith(prefix)),
  );
  const left = manages.filter((_, index) => !covering.some((it) => it.index === index));
  const added = kept.filter((other) => !left.some((entry) => covers(entry, other)));
  if (left.length + added.length === 0) {
    throw new Error(
      `${repositoryName} is all that the operator manages; name something else under operator.manages first, or take the operator out of ${adopter.file} and deploy`,
    );
  }
  const edits: Edit[] = [
    ...(added.length === 0 ? [] : [{ kind: "append", at: ["operator", "manages"], values: added } as const]),
    // From the end, so that those before keep their places.
    ...covering.reverse().map(({ index }): Edit => ({ kind: "remove", at: ["operator", "manages", index] })),
  ];
  return verified(adopter, [edited(adopter.root, adopter.file, edits)]);
}

/** Declares a repository as it is in AWS, to be imported, and lets go of it no longer. */
export function declareEdits(adopter: Adopter, found: FoundRepository): FileToWrite[] {
  const { root, environment, file } = adopter;
  const declaration = environment.repositories.find((it) => it.repositoryName === found.repositoryName);
  if (declaration !== undefined) return importEdits(adopter, found, declaration);
  if (keeping(adopter, found.repositoryName).length === 0) return [...planAdoption(adopter, [found], true).files];
  // Both at once: between the two nobody would keep Terraform from deleting it.
  const copy = mkdtempSync(join(tmpdir(), "cdktf-ecr-handover-"));
  try {
    cpSync(join(root, ENVIRONMENTS_FOLDER), join(copy, ENVIRONMENTS_FOLDER), { recursive: true });
    const released = edited(copy, file, keeping(adopter, found.repositoryName));
    return [...planAdoption(copyOf(copy, environment.name, released), [found], true).files].map(({ path, after }) => {
      const place = resolve(root, relative(copy, path));
      return { path: place, ...(existsSync(place) ? { before: readFileSync(place, "utf8") } : {}), after };
    });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** What is left to do where a run was killed once it had written the declaration. */
function importEdits(adopter: Adopter, found: FoundRepository, declaration: RepositoryDeclaration): FileToWrite[] {
  const { root, environment, basis, file, declarationPlace } = adopter;
  const different = differencesFrom(found, declaration, basis.resolver.defaults, environment);
  if (different.length > 0) {
    const { repositoryName } = declaration;
    throw new Error(
      `${repositoryName} is declared at ${lineText(declarationPlace(repositoryName))}, and AWS has it otherwise: ${different.join(", ")}; take it out there, and it will be declared as AWS has it`,
    );
  }
  const append: Edit = { kind: "append", at: ["imports"], values: [importOf(found)] };
  return verified(adopter, [edited(root, file, [...keeping(adopter, found.repositoryName), append])]);
}

/** Lets go no longer of a repository that is declared, and that Terraform still has. */
export function keepEdits(adopter: Adopter, repositoryName: string): FileToWrite[] {
  return verified(adopter, [edited(adopter.root, adopter.file, keeping(adopter, repositoryName))]);
}

/** Takes a repository out of `removed` and `released`. */
function keeping({ environment: { removed, released } }: Adopter, repositoryName: string): Edit[] {
  return [...listedNoMore("removed", removed, repositoryName), ...listedNoMore("released", released, repositoryName)];
}

function listedNoMore(list: "removed" | "released", names: readonly string[], repositoryName: string): Edit[] {
  const index = names.indexOf(repositoryName);
  return index === -1 ? [] : [removal([list], index, names.length)];
}

/** Takes a repository out of `imports`. */
export function cleanupEdits(adopter: Adopter, repositoryName: string): FileToWrite[] {
  const { imports } = adopter.environment;
  const index = imports.findIndex((it) => it.repositoryName === repositoryName);
  return verified(adopter, [edited(adopter.root, adopter.file, [removal(["imports"], index, imports.length)])]);
}

function covers(entry: string, repositoryName: string): boolean {
  return isCovered(repositoryName, [entry]);
}

function edited(root: string, file: string, edits: readonly Edit[]): FileToWrite {
  return changed(root, file, (text) => editText(file, text, edits));
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
  const inEnvironments = relative(join(root, ENVIRONMENTS_FOLDER), path);
  if (!inEnvironments.startsWith("..")) {
    throw new Error(
      `${file} is in ${ENVIRONMENTS_FOLDER}/, where a manifest declares a repository for Terraform; keep it elsewhere`,
    );
  }
  const after = yamlFile(content, {
    head: [],
    remarks: [
      {
        at: ["spec", "deletionPolicy"],
        text: "The operator deletes the repository with this manifest all the same: docs/handover.md.",
      },
    ],
    apart: [],
  });
  if (!existsSync(path)) return { path, after };
  // What a run has left behind that was stopped half way.
  const before = readFileSync(path, "utf8");
  if (before === after) return { path, before, after };
  throw new Error(`${file} is there already; delete it, or name another file: --manifest <file>`);
}

/** @throws Error where the environment would have errors, or be unchanged */
function verified({ root, environment }: Adopter, files: readonly FileToWrite[]): FileToWrite[] {
  const reader = new FileReader(root, new Map(files.map(({ path, after }) => [path, after])));
  const reading = readEnvironments(root, reader).find((it) => it.name === environment.name);
  if (reading?.environment !== undefined) return files.filter(({ before, after }) => before !== after);
  const problems = (reading?.problems ?? [])
    .filter(({ severity }) => severity === "error")
    .map((problem) => formatProblem(problem));
  throw new Error(["the environment would have errors; nothing is written", ...problems].join("\n"));
}

/** The environment in a copy of the project, with a change that is made there alone. */
function copyOf(copy: string, name: string, { path, after }: FileToWrite) {
  writeFileSync(path, after);
  return adopterOf(copy, name).adopter;
}
