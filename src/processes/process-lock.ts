import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { processIdentity, identify, isProcessAlive } from "./process-identity";

/** Who holds a lock. */
const holderSchema = z.object({ ...processIdentity.shape, what: z.string() });

type Holder = z.output<typeof holderSchema>;

/** Somebody else is at work. */
export class Locked extends Error {
  constructor(readonly holder: Holder) {
    super(`another ${holder.what} (process ${holder.pid}) is at work; wait for it or end it`);
  }
}

/**
 * Runs a piece of work while no other process of this machine does work under the same lock. A process that was killed holds
 * nothing: the next one takes over.
 * @param file the lock; its folder is made, and beside it stays one empty file
 * @param what others are told is at work: a command
 * @throws Locked when another process is at work
 */
export async function withLock<T>(file: string, what: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(path.dirname(file), { recursive: true });
  const held = take(file, JSON.stringify({ ...identify(process.pid), what }));
  try {
    return await work();
  } finally {
    // It stays, so that numbers only grow.
    writeFileSync(held, "");
  }
}

/**
 * A lock is a row of numbered files, of which the last one counts: whoever it names holds the lock, unless that process is
 * gone. To take it over is to make the next file, which one process alone can do. Nobody but a holder takes files away, and
 * only those before its own, so the last number never falls: one who comes too late, with a number that was taken away, finds
 * a later one and begins anew.
 * @returns the file that holds the lock
 */
function take(file: string, holder: string): string {
  const own = `${file}.${process.pid}.new`;
  // Linked when it is whole: nobody reads half a lock.
  writeFileSync(own, holder);
  try {
    for (;;) {
      const last = numbersOf(file).at(-1) ?? 0;
      refuseLiving(holderOf(`${file}.${last}`));
      const next = `${file}.${last + 1}`;
      if (!linked(own, next)) continue;
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

/** Numbers of the lock's files, the last one at the end. */
function numbersOf(file: string): number[] {
  const prefix = `${path.basename(file)}.`;
  return readdirSync(path.dirname(file))
    .filter((name) => name.startsWith(prefix) && /^[1-9]\d*$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
    .sort((a, b) => a - b);
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** @throws Locked where the holder lives */
function refuseLiving(holder: Holder | undefined): void {
  if (holder !== undefined && isProcessAlive(holder)) throw new Locked(holder);
}

/** `undefined` where there is none, or none that can be read: whoever is done leaves it empty, and nobody alive writes such a one. */
function holderOf(file: string): Holder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}
