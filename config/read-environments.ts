import { readdirSync } from "node:fs";
import { join } from "node:path";
import { checkAcross } from "./check-across";
import { FileReader } from "./file-reader";
import { readEnvironment, type EnvironmentReading } from "./read-environment";

/** Folder of the environments, within the project's. */
export const ENVIRONMENTS_FOLDER = "environments";

/** Folder of the JSON Schemas, which is no environment. */
export const SCHEMA_FOLDER = "schema";

/** Names of the environments that there are, in order. */
export function environmentNames(root: string): string[] {
  const folder = join(root, ENVIRONMENTS_FOLDER);
  if (!new FileReader(root).isFolder(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== SCHEMA_FOLDER)
    .map(({ name }) => name)
    .sort();
}

/**
 * Reads every environment of a project, each for itself and then together; a broken one does not stop the others.
 * @param root the project's folder
 */
export function readEnvironments(root: string, reader = new FileReader(root)): EnvironmentReading[] {
  const readings = environmentNames(root).map((name) =>
    readEnvironment(root, join(root, ENVIRONMENTS_FOLDER, name), name, reader),
  );
  return checkAcross(readings);
}
