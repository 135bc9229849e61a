import { join, resolve } from "node:path";
import { isBelow } from "./boundary";
import { checkAcross } from "./check-across-environments";
import { environmentNames } from "./environment-names";
import { environmentsFolder } from "./environments-folder";
import { FileReader } from "./file-reader";
import { type EnvironmentResult } from "./environment-result";
import { otherEnvironments } from "./other-environments";
import { readEnvironment } from "./read-environment";
import { realPath } from "./real-path";

/**
 * Reads and checks every environment of a project, each by itself and then together. A fault in one does not stop the others.
 * @param root the project's folder
 * @param folder absolute path of the environments' folder
 * @param today for dates in policies, `2026-01-31`, UTC. @default - they are not compared with a day
 */
export function readEnvironments(
  root: string,
  reader = new FileReader(root),
  folder = environmentsFolder(root),
  today?: string,
): EnvironmentResult[] {
  const environments = otherEnvironments(root, folder, reader);
  const results = environmentNames(root, folder).map((name) =>
    readEnvironment(root, join(folder, name), name, { reader, environments, today }),
  );
  return checkAcross(withoutShared(root, folder, results), (path) => realPath(root, path));
}

/** Without folders that have no environment's file, and files that environments extend or read: what environments share. */
function withoutShared(root: string, folder: string, results: readonly EnvironmentResult[]): EnvironmentResult[] {
  const read = results.flatMap(({ bases = [], basis }) => [...bases, ...(basis?.files ?? [])]);
  return results.filter(({ name, file }) => {
    const own = join(folder, name);
    return resolve(root, file) !== own || !read.some((path) => isBelow(own, path));
  });
}
