import { lstatSync } from "node:fs";
import { join } from "node:path";
import { type Tree } from "./tree";

/**
 * Refuses what stands where a folder or a file is to be written, and is the other of the two.
 * @param folder of the tree, within `root`
 * @throws Error naming the first
 */
export function refuseObstacles(root: string, folder: string, tree: Tree): void {
  const files = [...tree.keys()].map((path) => `${folder}/${path}`);
  const folders = new Set(files.flatMap(foldersAbove));
  for (const [paths, isWanted, found, wanted] of [
    [folders, isFolder, "a file", "a folder"],
    [files, isNoFolder, "a folder", "a file"],
  ] as const) {
    for (const path of paths) {
      if (!isWanted(join(root, path))) throw new Error(`${path} is ${found}, where ${wanted} is to be; move it away.`);
    }
  }
}

function foldersAbove(path: string): string[] {
  const steps = path.split("/").slice(0, -1);
  return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true;
}

function isNoFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() !== true;
}
