import { existsSync, readFileSync, rmSync } from "node:fs";
import { stageFile, writeAtomically, type StagedFile } from "../../processes/write-atomically";

/** A file to write, and the text that it must still have. */
export interface FileToWrite {
  /** Absolute path. */
  readonly path: string;
  /** @default - the file must not exist */
  readonly before?: string;
  readonly after: string;
}

/**
 * Writes all of the files or none. If one cannot be replaced, the files before it get their old text back. Put the file that
 * refers to the others last.
 * @throws Error when a file has changed in the meantime or cannot be written
 */
export function writeFiles(files: readonly FileToWrite[]): void {
  const staged: StagedFile[] = [];
  const written: FileToWrite[] = [];
  try {
    for (const { path, after } of files) staged.push(stageFile(path, after));
    for (const { path, before } of files) {
      const now = existsSync(path) ? readFileSync(path, "utf8") : undefined;
      if (now !== before)
        throw new Error(`${path} changed while this command ran, so nothing was written. Run the command again.`);
    }
    for (const [index, file] of files.entries()) {
      staged[index]?.commit();
      written.push(file);
    }
  } catch (cause) {
    for (const file of staged) file.discard();
    for (const { path, before } of written) {
      if (before === undefined) rmSync(path, { force: true });
      else writeAtomically(path, before);
    }
    throw cause;
  }
}
