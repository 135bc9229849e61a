import { join, resolve } from "node:path";
import { error, type Path } from "../domain/problems/problem";
import { valueAt } from "../domain/problems/schema-problems";
import { faultOf } from "./environments-folder";
import { FileReader } from "./file-reader";
import { formatProblem, formatProblems, located } from "./problems";
import { type SourceDocument } from "./source/source";

/** A setting in a file of the project that names the folder of the environments. */
interface Setting {
  readonly document: SourceDocument;
  readonly at: Path;
  readonly path: string;
}

/**
 * The setting at a path of a file, if there is one.
 * @throws Error with the place of a setting that is not valid
 */
export function settingIn(root: string, file: string, at: Path): Setting[] {
  const reader = new FileReader(root);
  const place = join(root, file);
  if (!reader.exists(place)) return [];
  const { documents, faults } = reader.read(place);
  const [document] = documents;
  if (document === undefined) throw new Error(formatProblems(faults).join("\n"));
  const value = valueAt(document.data, at);
  if (value === undefined) return [];
  const problem = (message: string): Error => new Error(problemAt({ document, at }, message));
  if (typeof value !== "string" || value === "")
    throw problem(`expected a folder, relative to the project folder, found ${JSON.stringify(value)}`);
  const path = resolve(root, value);
  const fault = faultOf(root, path) ?? (reader.isFolder(path) ? undefined : missing(reader, path, value));
  if (fault !== undefined) throw problem(fault);
  return [{ document, at, path }];
}

function missing(reader: FileReader, path: string, value: string): string {
  return `expected a folder, found ${JSON.stringify(value)}, which ${reader.exists(path) ? "is a file" : "does not exist"}`;
}

/** A problem of a setting, as a line with its place. */
export function problemAt({ document, at }: Pick<Setting, "document" | "at">, message: string): string {
  const problems = located(document, at, [error("project/environments", [], message)]);
  return problems.map((problem) => formatProblem(problem)).join("\n");
}
