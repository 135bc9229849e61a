import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Tree } from "./tree";

/**
 * Makes a folder hold a tree, whole or not at all: the new folder is made beside it and takes its name at the end. Whoever is
 * killed on the way leaves the old one; what lies about then is cleared away by the next run.
 * @param stale files of the old folder that go
 */
export function replaceFolder(folder: string, tree: Tree, stale: readonly string[]): void {
  recover(folder);
  const fresh = `${folder}.new-${process.pid}`;
  const old = oldName(folder);
  try {
    mkdirSync(fresh, { recursive: true });
    if (existsSync(folder)) {
      // Files of others, and Terraform's own: all but the providers, which are large and come along by a rename below.
      cpSync(folder, fresh, {
        recursive: true,
        preserveTimestamps: true,
        // A link that is relative stays so.
        verbatimSymlinks: true,
        filter: (source) => basename(source) !== PROVIDERS,
      });
    }
    for (const path of stale) rmSync(join(fresh, path), { force: true });
    for (const [path, text] of tree) {
      const file = join(fresh, path);
      mkdirSync(dirname(file), { recursive: true });
      // Of a link the target belongs to somebody else.
      if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true) rmSync(file);
      writeFileSync(file, text);
    }
    removeEmptyFolders(fresh);
    if (existsSync(folder)) renameSync(folder, old);
    renameSync(fresh, folder);
  } catch (cause) {
    rmSync(fresh, { recursive: true, force: true });
    recover(folder);
    throw cause;
  }
  keepProviders(old, folder);
  rmSync(old, { recursive: true, force: true });
}

const PROVIDERS = ".terraform";

function oldName(folder: string): string {
  return `${folder}.old-${process.pid}`;
}

/** Clears away what a killed run has left: takes the old folder back where the new one is not there yet. */
export function recover(folder: string): void {
  const parent = dirname(folder);
  const left = leftovers(parent).filter(({ of, pid }) => of === basename(folder) && !runs(pid));
  for (const { name, was } of left) {
    if (was === "old" && !existsSync(folder)) renameSync(join(parent, name), folder);
    else rmSync(join(parent, name), { recursive: true });
  }
}

interface Leftover {
  readonly name: string;
  /** Whether it is the folder that was there before, or the one that was to take its place. */
  readonly was: "old" | "new";
  /** Name of the folder that it is about. */
  readonly of: string;
  /** The run that made it. */
  readonly pid: number;
}

/** What runs that were killed, or still go on, have put beside the folders that they replace. */
export function leftovers(parent: string): Leftover[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true }).flatMap((entry) => {
    const [, of, was, pid] = LEFTOVER.exec(entry.name) ?? [];
    if (of === undefined || !entry.isDirectory()) return [];
    return [{ name: entry.name, of, was: was === "old" ? "old" : "new", pid: Number(pid) }];
  });
}

const LEFTOVER = /^(.+)\.(old|new)-(\d+)$/;

/** Whether another process of this id runs; it may well be another run of `generate`. */
function runs(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}

function removeEmptyFolders(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    removeEmptyFolders(path);
    if (readdirSync(path).length === 0) rmSync(path, { recursive: true });
  }
}

/** Moves what `terraform init` has put into the old folders to the new ones. */
function keepProviders(from: string, to: string): void {
  if (!existsSync(from)) return;
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (!entry.isDirectory() || !existsSync(to)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name === PROVIDERS) renameSync(source, target);
    else if (existsSync(target)) keepProviders(source, target);
  }
}
