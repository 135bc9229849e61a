import { lstatSync } from "node:fs";
import { join } from "node:path";
import { type Tree } from "../support/tree";

/**
 * Checks that no file is in the place of a folder to write, and no folder in the place of a file.
 * @param folder folder of the tree, relative to `root`
 * @throws Error with the first conflict
 */
export function refusePathConflicts(root: string, folder: string, tree: Tree): void {
  const files = [...tree.keys()].map((path) => `${folder}/${path}`);
  const folders = new Set(files.flatMap(foldersAbove));
  for (const [paths, isPossible, found, expected] of [
    [folders, mayBeFolder, "a file", "a folder"],
    [files, mayBeFile, "a folder", "a file"],
  ] as const) {
    for (const path of paths) {
      if (!isPossible(join(root, path)))
        throw new Error(`${path}: expected ${expected}, found ${found}. Move it elsewhere.`);
    }
  }
}

function foldersAbove(path: string): string[] {
  const steps = path.split("/").slice(0, -1);
  return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
}

function mayBeFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true;
}

function mayBeFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true;
}
