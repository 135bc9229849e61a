import { FileReader } from "../../config/file-reader";
import { formatProblems, type LocatedProblem } from "../../config/problems";
import { readEnvironments } from "../../config/read-environments";
import { type Environment } from "../../model/environment";
import { type FileToWrite } from "./write-files";

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
