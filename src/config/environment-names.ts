import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Folder of the environments, within the project's. */
export const ENVIRONMENTS_FOLDER = "environments";

/** Folder of the JSON Schemas, which is no environment. */
export const SCHEMA_FOLDER = "schema";

/** Names of the environments, in order; a link to a folder is one, too. */
export function environmentNames(root: string): string[] {
  const folder = join(root, ENVIRONMENTS_FOLDER);
  if (!isFolder(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith(".") && entry.name !== SCHEMA_FOLDER)
    .filter((entry) => entry.isDirectory() || (entry.isSymbolicLink() && isFolder(join(folder, entry.name))))
    .map(({ name }) => name)
    .sort();
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
