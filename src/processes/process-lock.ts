// Kept by hand because proper-lockfile lets two processes acquire one stale lock (7 of 200 times with 5 processes).
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { identify, isProcessAlive, processIdentity } from "./process-identity";

const holderSchema = z.object({ ...processIdentity.shape, what: z.string() });

type Holder = z.output<typeof holderSchema>;

/** Another process holds the lock. */
export class LockedError extends Error {
  constructor({ what, pid }: Holder) {
    super(`${what} is already running (process ${pid}). Wait for it to end, or stop it.`);
  }
}

/**
 * Runs work while no other process of this machine runs work under the same lock. If the process that held the lock was
 * killed, the lock is available at once.
 * @param file path of the lock. Its folder is created, and one empty numbered file stays next to it
 * @param what the command to name in the error of others, such as `ecr local up`
 * @throws LockedError when another process holds the lock
 */
export async function withLock<T>(file: string, what: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(path.dirname(file), { recursive: true });
  const held = acquire(file, JSON.stringify({ ...identify(process.pid), what }));
  try {
    return await work();
  } finally {
    // Not deleted, so that the numbers only increase.
    writeFileSync(held, "");
  }
}

/**
 * A lock is a series of numbered files. The process named in the last one holds the lock while it runs. To take the lock is to
 * create the next file, which only one process can do. Only the holder deletes files, and only those before its own, so the last
 * number never decreases: a process that was too slow finds a later file than the one it created, and starts again.
 * @returns the file that holds the lock
 */
function acquire(file: string, holder: string): string {
  const own = `${file}.${process.pid}.new`;
  // Linked once it is complete, so that no process reads half of it.
  writeFileSync(own, holder);
  try {
    for (;;) {
      const last = numbersOf(file).at(-1) ?? 0;
      const current = readHolder(`${file}.${last}`);
      if (current !== undefined && isProcessAlive(current)) throw new LockedError(current);
      const next = `${file}.${last + 1}`;
      if (!tryLink(own, next)) continue;
      const numbers = numbersOf(file);
      if (numbers.at(-1) === last + 1) {
        for (const earlier of numbers.slice(0, -1)) rmSync(`${file}.${earlier}`, { force: true });
        return next;
      }
      rmSync(next, { force: true });
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** Numbers of the lock's files, in ascending order. */
function numbersOf(file: string): number[] {
  const prefix = `${path.basename(file)}.`;
  return readdirSync(path.dirname(file))
    .filter((name) => name.startsWith(prefix) && /^[1-9]\d*$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .sort((a, b) => a - b);
}

/** @returns whether the link was created; false if the file exists */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** `undefined` when the file is missing, empty or unreadable: a lock that was released, or not written by this project. */
function readHolder(file: string): Holder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}
