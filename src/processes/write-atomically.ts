// Kept by hand because the maintained release of write-file-atomic (8) requires Node 22, and this project supports Node 20.
import { chmodSync, existsSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A new text that is on disk, but not in its place yet. */
export interface StagedFile {
  /** Replaces the file in one step. */
  commit(): void;
  /** Deletes the staged text. Does nothing after `commit`. */
  discard(): void;
}

/** Names in a folder that are staged texts for a file, of this process or others. */
export function stagedNames(names: readonly string[], file: string): string[] {
  const start = `.${path.basename(file)}.`;
  return names.filter((name) => name.startsWith(start) && /^\d+$/.test(name.slice(start.length)));
}

/**
 * Writes a text next to the file that it is to replace, and creates missing folders. A file that exists keeps its permissions,
 * and a symbolic link still points to it.
 */
export function stageFile(file: string, text: string): StagedFile {
  mkdirSync(path.dirname(file), { recursive: true });
  const exists = existsSync(file);
  const target = exists ? realpathSync(file) : file;
  const staged = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}`);
  const discard = (): void => {
    rmSync(staged, { force: true });
  };
  try {
    writeFileSync(staged, text);
    if (exists) chmodSync(staged, statSync(target).mode);
  } catch (cause) {
    discard();
    throw cause;
  }
  return {
    commit: () => {
      renameSync(staged, target);
    },
    discard,
  };
}

/** Replaces a file in one step: a reader sees either the old text or the new one. */
export function writeAtomically(file: string, text: string): void {
  const staged = stageFile(file, text);
  try {
    staged.commit();
  } finally {
    staged.discard();
  }
}
