import { join } from "node:path";
import { checkAcross } from "./check-across";
import { environmentNames, ENVIRONMENTS_FOLDER } from "./environment-names";
import { FileReader } from "./file-reader";
import { type EnvironmentResult } from "./environment-result";
import { readEnvironment } from "./read-environment";
import { realPath } from "./real-path";

/**
 * Reads and checks every environment of a project, each by itself and then together. A fault in one does not stop the others.
 * @param root the project's folder
 */
export function readEnvironments(root: string, reader = new FileReader(root)): EnvironmentResult[] {
  const results = environmentNames(root).map((name) =>
    readEnvironment(root, join(root, ENVIRONMENTS_FOLDER, name), name, reader),
  );
  return checkAcross(results, (path) => realPath(root, path));
}
