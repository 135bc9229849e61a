// Kept by hand because no library replaces a folder in one step, and keeps the files in it that are not generated.
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { type Tree } from "./tree";

/**
 * Writes all files of a tree to a folder, or none. The new folder is created in a staging folder next to the old one, and renamed at the
 * end. A run that is killed leaves the old folder, and the next run deletes the staging folder.
 * @param stale files of the old folder to delete
 */
export function replaceFolder(folder: string, tree: Tree, stale: readonly string[]): void {
  recover(folder);
  const staging = makeStaging(folder);
  const [fresh, old] = [join(staging, NEW), join(staging, OLD)];
  try {
    mkdirSync(fresh);
    if (existsSync(folder)) {
      // Everything but the providers, which are large and are renamed below.
      cpSync(folder, fresh, {
        recursive: true,
        preserveTimestamps: true,
        // Relative links stay relative.
        verbatimSymlinks: true,
        filter: (source) => basename(source) !== PROVIDERS,
      });
    }
    for (const path of stale) rmSync(join(fresh, path), { force: true });
    for (const [path, text] of tree) {
      const file = join(fresh, path);
      mkdirSync(dirname(file), { recursive: true });
      // Replaces a link, and does not write to its target.
      if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true) rmSync(file);
      writeFileSync(file, text);
    }
    removeEmptyFolders(fresh);
    if (existsSync(folder)) renameSync(folder, old);
    renameSync(fresh, folder);
  } catch (cause) {
    finish(staging, folder);
    throw cause;
  }
  keepProviders(old, folder);
  rmSync(staging, { recursive: true, force: true });
}

const PROVIDERS = ".terraform";

/** The new folder, and the one that it replaces. */
const NEW = "new";
const OLD = "old";
/** The file that marks a staging folder, whatever the folder's name: `{ program, folder, pid }`. */
const MARK = "generate-run.json";
const PROGRAM = "cdktf-ecr generate";

/** Creates the staging folder and its mark. */
function makeStaging(folder: string): string {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  const staging = mkdtempSync(join(parent, ".generate-"));
  const mark: Mark = { program: PROGRAM, folder: basename(folder), pid: process.pid };
  writeFileSync(join(staging, MARK), `${JSON.stringify(mark)}\n`);
  return staging;
}

/** Cleans up after runs that were killed. If such a run had not renamed the new folder yet, restores the old one. */
export function recover(folder: string): void {
  const parent = dirname(folder);
  for (const { name, mark } of stagingFolders(parent)) {
    if (mark.folder === basename(folder) && !isRunning(mark.pid)) finish(join(parent, name), folder);
  }
}

function finish(staging: string, folder: string): void {
  const old = join(staging, OLD);
  if (existsSync(old) && !existsSync(folder)) renameSync(old, folder);
  rmSync(staging, { recursive: true, force: true });
}

const markSchema = z.object({ program: z.literal(PROGRAM), folder: z.string(), pid: z.number().int().positive() });
type Mark = z.output<typeof markSchema>;

/** Staging folders of runs that were killed or are still running. */
export function stagingFolders(parent: string): { readonly name: string; readonly mark: Mark }[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true }).flatMap((entry) => {
    const mark = entry.isDirectory() ? readMark(join(parent, entry.name, MARK)) : undefined;
    return mark === undefined ? [] : [{ name: entry.name, mark }];
  });
}

/** The mark; `undefined` if there is none, or if a file of another program has its name. */
function readMark(path: string): Mark | undefined {
  try {
    return markSchema.safeParse(JSON.parse(readFileSync(path, "utf8"))).data;
  } catch {
    return undefined;
  }
}

/** Whether another process with this id is running. */
function isRunning(pid: number): boolean {
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

/** Moves the providers that `terraform init` has installed from the old folders to the new ones. */
function keepProviders(from: string, to: string): void {
  if (!existsSync(from)) return;
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (!entry.isDirectory() || !existsSync(to)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name === PROVIDERS) renameSync(source, target);
    else if (existsSync(target)) keepProviders(source, target);
  }
}
