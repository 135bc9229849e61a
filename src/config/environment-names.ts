import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { brokenLink } from "./broken-link";
import { environmentsFolder } from "./environments-folder";

/** Folder of the JSON Schemas among the environments' folders. */
export const SCHEMA_FOLDER = "schema";

/** The pattern for the name of an environment and its folder. */
export const ENVIRONMENT_NAME = /^[a-z][a-z0-9-]*$/;

/** Sorted names of the environments. Links to folders count, and broken links too, so that reading reports them. */
export function environmentNames(root: string, folder = environmentsFolder(root)): string[] {
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
