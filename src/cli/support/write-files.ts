import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** A file to write, and what it must hold still. */
export interface FileToWrite {
  /** Absolute path. */
  readonly path: string;
  /** @default - there must be no such file */
  readonly before?: string;
  readonly after: string;
}

/**
 * Writes several files, all or none: each is written beside its place first, and takes it once all are there. Should one fail
 * to, the others get back what they held. The last one should be the one that refers to the others.
 * @throws Error when a file has changed meanwhile, or cannot be written
 */
export function writeFiles(files: readonly FileToWrite[]): void {
  const steps = files.map((file) => ({
    ...file,
    aside: join(dirname(file.path), `.${basename(file.path)}.${process.pid}`),
  }));
  const done: FileToWrite[] = [];
  try {
    for (const { path, aside, after } of steps) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(aside, after);
    }
    for (const { path, before } of steps) {
      const now = existsSync(path) ? readFileSync(path, "utf8") : undefined;
      if (now !== before) throw new Error(`${path} has changed meanwhile; nothing is written, run it again`);
    }
    for (const step of steps) {
      renameSync(step.aside, step.path);
      done.push(step);
    }
  } catch (cause) {
    for (const { aside } of steps) rmSync(aside, { force: true });
    for (const { path, before } of done) {
      if (before === undefined) rmSync(path, { force: true });
      else writeFileSync(path, before);
    }
    throw cause;
  }
}
