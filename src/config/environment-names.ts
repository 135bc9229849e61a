import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Folder of the environments, within the project's. */
export const ENVIRONMENTS_FOLDER = "environments";

/** Folder of the JSON Schemas, which is no environment. */
export const SCHEMA_FOLDER = "schema";

/** Names of the environments that there are, in order. */
export function environmentNames(root: string): string[] {
  const folder = join(root, ENVIRONMENTS_FOLDER);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== SCHEMA_FOLDER)
    .map(({ name }) => name)
    .sort();
}
