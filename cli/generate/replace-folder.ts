import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
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
        filter: (source) => basename(source) !== PROVIDERS,
      });
    }
    for (const path of stale) rmSync(join(fresh, path), { force: true });
    for (const [path, text] of tree) {
      mkdirSync(dirname(join(fresh, path)), { recursive: true });
      writeFileSync(join(fresh, path), text);
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
  return `${folder}.old`;
}

/** Clears away what a killed run has left: takes the old folder back where the new one is not there yet. */
export function recover(folder: string): void {
  const old = oldName(folder);
  if (existsSync(old)) {
    if (existsSync(folder)) rmSync(old, { recursive: true });
    else renameSync(old, folder);
  }
  if (!existsSync(dirname(folder))) return;
  const prefix = `${basename(folder)}.new-`;
  for (const name of readdirSync(dirname(folder))) {
    if (name.startsWith(prefix)) rmSync(join(dirname(folder), name), { recursive: true });
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
