import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** File that marks a project's folder. */
export const PROJECT_FILE = "cdktf.json";

/** Option of every command that names the project's folder. */
export const PROJECT_OPTION = "--project";

/** Option of every command that names the folder of the environments. */
export const ENVIRONMENTS_OPTION = "--environments";

/**
 * The project that a command line is about: the folder that `--project` names, else the nearest one with a `cdktf.json`
 * from the working folder upward, else the working folder itself. Commands that need no project work anywhere.
 * @param args arguments of the command line
 * @param folder the working folder
 * @throws Error when `--project` names no folder
 */
export function projectFolder(args: readonly string[], folder: string): string {
  return folderArgument(PROJECT_OPTION, args, folder) ?? nearestProject(folder) ?? folder;
}

/**
 * The folder that `--environments` names.
 * @param args arguments of the command line
 * @param folder the working folder
 * @throws Error when it is not a folder
 */
export function environmentsArgument(args: readonly string[], folder: string): string | undefined {
  return folderArgument(ENVIRONMENTS_OPTION, args, folder);
}

/** The commands need folders before the command line is parsed, since their arguments are checked against them. */
function folderArgument(option: string, args: readonly string[], folder: string): string | undefined {
  const end = args.indexOf("--");
  const own = end === -1 ? args : args.slice(0, end);
  const index = own.findIndex((word) => word === option || word.startsWith(`${option}=`));
  if (index === -1) return undefined;
  const [word = "", next = ""] = own.slice(index, index + 2);
  const named = word === option ? next : word.slice(option.length + 1);
  const path = resolve(folder, named);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return path;
  throw new Error(
    `${option}: expected a folder, found ${JSON.stringify(named)}, which ${existsSync(path) ? "is a file" : "does not exist"}`,
  );
}

function nearestProject(folder: string): string | undefined {
  if (existsSync(join(folder, PROJECT_FILE))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestProject(parent);
}
