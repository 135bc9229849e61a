import { lstatSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Tree, FOLDERS, compareTree } from "../support/tree";
import { stagingFolders } from "../support/replace-folder";
import { type Generated } from "./report";

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

type Kind = Generated["kind"];

const WHAT_TO_DO: Readonly<Record<Kind, string>> = {
  environment: "no environment has this name. If its stacks are still deployed, destroy them. Then delete the folder.",
  workspaces: "no environment has this name. If its workspaces still exist, destroy them. Then delete the folder.",
  module: "this module is no longer generated. Delete the folder once nothing calls it.",
};

/**
 * Folders that have no environment or module, each with what to do.
 * @param generated folders of all environments and modules
 */
export function orphanedFolders(root: string, generated: readonly Generated[]): string[] {
  return (Object.keys(FOLDERS) as Kind[]).flatMap((kind) => {
    const parent = join(root, FOLDERS[kind]);
    const temporary = stagingFolders(parent).map(({ name }) => name);
    const known = new Set([...temporary, ...generated.flatMap((folder) => (folder.kind === kind ? folder.name : []))]);
    const gone = foldersIn(parent).filter(
      (name) => !known.has(name) && (kind !== "module" || wasGenerated(parent, name)),
    );
    return [
      ...temporary.map(
        (name) =>
          `${FOLDERS[kind]}/${name}: temporary folder from a run of npx ecr generate. If that run was interrupted, the next run for the same environment or module deletes the folder.`,
      ),
      ...gone.map((name) => `${FOLDERS[kind]}/${name}: ${WHAT_TO_DO[kind]}`),
    ];
  });
}

function foldersIn(parent: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The folder of modules may also have modules that are not generated. */
function wasGenerated(parent: string, name: string): boolean {
  return compareTree(join(parent, name), new Map()).stale.length > 0;
}
