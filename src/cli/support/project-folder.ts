import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** File that marks a project's folder. */
export const PROJECT_FILE = "cdktf.json";

/** Option of every command that names the project's folder. */
export const PROJECT_OPTION = "--project";

/**
 * The project that a command line is about: the folder that `--project` names, else the nearest one with a `cdktf.json`
 * from the working folder upward, else the working folder itself. Commands that need no project work anywhere.
 * @param args arguments of the command line
 * @param folder the working folder
 * @throws Error when `--project` names no folder
 */
export function projectFolder(args: readonly string[], folder: string): string {
  const named = projectArgument(args);
  if (named === undefined) return nearestProject(folder) ?? folder;
  const path = resolve(folder, named);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return path;
  throw new Error(
    `${PROJECT_OPTION}: expected a folder, found ${JSON.stringify(named)}, which ${existsSync(path) ? "is a file" : "does not exist"}`,
  );
}

/** The commands need the folder before the command line is parsed, since their arguments are checked against it. */
function projectArgument(args: readonly string[]): string | undefined {
  const end = args.indexOf("--");
  const own = end === -1 ? args : args.slice(0, end);
  const index = own.findIndex((word) => word === PROJECT_OPTION || word.startsWith(`${PROJECT_OPTION}=`));
  if (index === -1) return undefined;
  const [word = "", next = ""] = own.slice(index, index + 2);
  return word === PROJECT_OPTION ? next : word.slice(PROJECT_OPTION.length + 1);
}

function nearestProject(folder: string): string | undefined {
  if (existsSync(join(folder, PROJECT_FILE))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestProject(parent);
}
