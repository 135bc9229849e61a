import { FileReader } from "../../config/file-reader";
import { formatProblem } from "../../config/problems";
import { readEnvironments } from "../../config/read-environments";
import { type FileToWrite } from "./write-files";

/**
 * The files that change.
 * @throws Error if the environment would have errors
 */
export function verifiedFiles(root: string, environment: string, files: readonly FileToWrite[]): FileToWrite[] {
  const reader = new FileReader(root, new Map(files.map(({ path, after }) => [path, after])));
  const result = readEnvironments(root, reader).find(({ name }) => name === environment);
  if (result?.environment !== undefined) return files.filter(({ before, after }) => before !== after);
  const problems = (result?.problems ?? [])
    .filter(({ severity }) => severity === "error")
    .map((problem) => formatProblem(problem));
  throw new Error(["nothing was written, because the environment would have errors", ...problems].join("\n"));
}
