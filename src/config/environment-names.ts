import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { brokenLink } from "./broken-link";

/** Folder of the environments, within the project's. */
export const ENVIRONMENTS_FOLDER = "environments";

/** Folder of the JSON Schemas, which is no environment. */
export const SCHEMA_FOLDER = "schema";

/** Names of the environments, in order. A link to a folder is one, too, and so is a broken link, which reading reports. */
export function environmentNames(root: string): string[] {
  const folder = join(root, ENVIRONMENTS_FOLDER);
  if (brokenLink(folder) !== undefined || !isFolder(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith(".") && entry.name !== SCHEMA_FOLDER)
    .filter((entry) => entry.isDirectory() || (entry.isSymbolicLink() && mayBeFolder(join(folder, entry.name))))
    .map(({ name }) => name)
    .sort();
}

function mayBeFolder(path: string): boolean {
  return brokenLink(path) !== undefined || isFolder(path);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
