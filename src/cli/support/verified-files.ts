import { FileReader } from "../../config/file-reader";
import { formatProblems, type LocatedProblem } from "../../config/problems";
import { readEnvironments } from "../../config/read-environments";
import { type Environment } from "../../model/environment";
import { type FileToWrite } from "./write-files";
import { valueAt } from "../../domain/problems/schema-problems";
import { editText, type Edit } from "../../config/editing/edit";
import { lineText, type EnvironmentResult } from "../../config/environment-result";
import { formatPath } from "../../domain/problems/problem";

/**
 * The files that change.
 * @throws Error if the environment would have errors
 */
export function verifiedFiles(root: string, environment: string, files: readonly FileToWrite[]): FileToWrite[] {
  environmentWith(root, environment, files);
  return files.filter(({ before, after }) => before !== after);
}

/**
 * Reads an environment as it would be with files that are not written yet.
 * @throws Error if it would have errors
 */
export function environmentWith(
  root: string,
  name: string,
  files: readonly Pick<FileToWrite, "path" | "after">[],
): Environment {
  const reader = new FileReader(root, new Map(files.map(({ path, after }) => [path, after])));
  const result = readEnvironments(root, reader).find((each) => each.name === name);
  if (result?.environment !== undefined) return result.environment;
  throw new Error(wouldHaveErrors((result?.problems ?? []).filter(({ severity }) => severity === "error")));
}

/** Why nothing was written. */
export function wouldHaveErrors(errors: readonly LocatedProblem[]): string {
  return ["nothing was written, because the environment would have errors", ...formatProblems(errors)].join("\n");
}

/**
 * Edits the text of an environment's own file. Base files are never edited, because other environments extend them too.
 * @throws Error if the edit would change a value that a base file sets, with the place of the value
 */
export function editOwnText(
  { file, document }: Pick<EnvironmentResult, "file" | "document">,
  text: string,
  edits: readonly Edit[],
): string {
  for (const { kind, at } of edits) {
    // A value that is set here overrides one in a base file; other edits need the value itself.
    if (kind === "set" || document === undefined || valueAt(document.data, at) === undefined) continue;
    const place = document.positionOf(at);
    if (place.file === file) continue;
    throw new Error(
      `${formatPath(at)} is set in a base file (${lineText(place)}), not in ${file}. Change it in the base file, which affects all environments that extend that file, or copy the setting to ${file}. Then run the command again`,
    );
  }
  return editText(file, text, edits);
}
