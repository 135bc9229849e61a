import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { FileReader } from "../../config/file-reader";
import { formatProblems } from "../../config/problems";
import { readEnvironment } from "../../config/read-environment";
import { stagedNames } from "../../processes/write-atomically";
import { writeFiles } from "../support/write-files";
import { type Files } from "./project-files";

/**
 * Writes new files, all or none. A file that exists with the same text is left as it is, so a run that was killed can be
 * repeated.
 * @param place the environment's folder, relative to the project
 * @returns paths that were written
 * @throws Error naming the files that exist with another text, what is wrong with the environment, or why the folder cannot be
 *   written to
 */
export function writeProject(folder: string, files: Files, place: string): string[] {
  const file = fileInThePlaceOf(folder) ?? fileInThePlaceOf(join(folder, place, ".."));
  if (file !== undefined) throw new Error(`expected a folder, found the file ${file}. Nothing was written`);
  const collisions = [...files].filter(([path, text]) => isOther(join(folder, path), text)).map(([path]) => path);
  if (collisions.length > 0) {
    throw new Error(
      [
        `nothing was written, because ${folder} already contains different files with these names. Move them, or use an empty folder:`,
        ...collisions.map((path) => `  ${path}`),
      ].join("\n"),
    );
  }
  refuseInvalid(folder, files, place);
  const missing = [...files].filter(([path]) => !existsSync(join(folder, path)));
  const paths = missing.map(([path]) => join(folder, path));
  paths.forEach(discardLeftovers);
  const created = missingFolders(paths);
  try {
    writeFiles(missing.map(([path, after]) => ({ path: join(folder, path), after })));
  } catch (cause) {
    for (const made of created) rmSync(made, { recursive: true, force: true });
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    throw new Error(`cannot write to the folder ${folder}: ${message}. Nothing was written`, { cause });
  }
  return missing.map(([path]) => path);
}

/** Deletes what a run that was killed has left next to a file. */
function discardLeftovers(path: string): void {
  const folder = dirname(path);
  if (!existsSync(folder)) return;
  for (const name of stagedNames(readdirSync(folder), path)) rmSync(join(folder, name), { force: true });
}

/** The topmost folders that writing the files will create. */
function missingFolders(paths: readonly string[]): string[] {
  const topmost = (folder: string): string => (existsSync(dirname(folder)) ? folder : topmost(dirname(folder)));
  const folders = paths.map((path) => dirname(path)).filter((folder) => !existsSync(folder));
  return [...new Set(folders.map(topmost))];
}

function fileInThePlaceOf(folder: string): string | undefined {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false ? folder : undefined;
}

function isOther(path: string, text: string): boolean {
  try {
    return readFileSync(path, "utf8") !== text;
  } catch (cause) {
    // Anything but a missing file is in the way: a folder, a file that cannot be read, a file where a folder should be.
    return (cause as NodeJS.ErrnoException).code !== "ENOENT";
  }
}

/** Reads the environment as every later command will, before it is written. */
function refuseInvalid(folder: string, files: Files, place: string): void {
  const unwritten = new Map([...files].map(([path, text]) => [join(folder, path), text]));
  const { problems } = readEnvironment(folder, join(folder, place), basename(place), {
    reader: new FileReader(folder, unwritten),
  });
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(["Nothing was written:", ...formatProblems(errors)].join("\n"));
}
