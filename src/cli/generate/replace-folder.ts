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
 * Makes a folder hold a tree, whole or not at all: the new folder is made in a staging folder next to it and takes its name at
 * the end. A run that is killed on the way leaves the old one, and the next run clears its staging folder away.
 * @param stale files of the old folder that are deleted
 */
export function replaceFolder(folder: string, tree: Tree, stale: readonly string[]): void {
  recover(folder);
  const staging = makeStaging(folder);
  const [fresh, old] = [join(staging, NEW), join(staging, OLD)];
  try {
    mkdirSync(fresh);
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
      // The target of a link belongs to someone else.
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

/** The folder that is to take its place, and the one that was there before. */
const NEW = "new";
const OLD = "old";
/** A folder is a staging folder by this file in it, whatever it is called: `{ program, folder, pid }`. */
const MARK = "generate-run.json";
const PROGRAM = "cdktf-ecr generate";

/** Makes the staging folder, marked before anything else is in it. */
function makeStaging(folder: string): string {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  const staging = mkdtempSync(join(parent, ".generate-"));
  const mark: Mark = { program: PROGRAM, folder: basename(folder), pid: process.pid };
  writeFileSync(join(staging, MARK), `${JSON.stringify(mark)}\n`);
  return staging;
}

/** Clears away what killed runs have left: puts the old folder back where the new one has not taken its place. */
export function recover(folder: string): void {
  const parent = dirname(folder);
  for (const { name, mark } of leftovers(parent)) {
    if (mark.folder === basename(folder) && !runs(mark.pid)) finish(join(parent, name), folder);
  }
}

function finish(staging: string, folder: string): void {
  const old = join(staging, OLD);
  if (existsSync(old) && !existsSync(folder)) renameSync(old, folder);
  rmSync(staging, { recursive: true, force: true });
}

const markSchema = z.object({ program: z.literal(PROGRAM), folder: z.string(), pid: z.number().int().positive() });
type Mark = z.output<typeof markSchema>;

/** Staging folders of runs that were killed, or still go on. */
export function leftovers(parent: string): { readonly name: string; readonly mark: Mark }[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true }).flatMap((entry) => {
    const mark = entry.isDirectory() ? readMark(join(parent, entry.name, MARK)) : undefined;
    return mark === undefined ? [] : [{ name: entry.name, mark }];
  });
}

/** What the mark says; nothing where there is none, or a person's file has its name. */
function readMark(path: string): Mark | undefined {
  try {
    return markSchema.safeParse(JSON.parse(readFileSync(path, "utf8"))).data;
  } catch {
    return undefined;
  }
}

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
