import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { processIdentity, identify, isAlive } from "./process-identity";

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
 * @param file the lock; its folder is made
 * @param what others are told is at work: a command
 * @throws Locked when another process is at work
 */
export async function withLock<T>(file: string, what: string, work: () => Promise<T>): Promise<T> {
  const own = `${file}.${process.pid}`;
  mkdirSync(path.dirname(file), { recursive: true });
  // Linked when it is whole: nobody reads half a lock, and of several that link at once, one succeeds.
  writeFileSync(own, JSON.stringify({ ...identify(process.pid), what }));
  try {
    while (!linked(own, file)) takeFromTheDead(file, `${own}.old`);
  } finally {
    rmSync(own, { force: true });
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
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
function takeFromTheDead(file: string, aside: string): void {
  refuseLiving(holderOf(file));
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  try {
    // Between the look and the move, somebody else may have taken over.
    const moved = holderOf(aside);
    if (moved !== undefined && isAlive(moved)) linked(aside, file);
    refuseLiving(moved);
  } finally {
    rmSync(aside, { force: true });
  }
}

function refuseLiving(holder: Holder | undefined): void {
  if (holder !== undefined && isAlive(holder)) throw new Locked(holder);
}

/** `undefined` where there is none, or none that can be read: nobody alive writes such a one. */
function holderOf(file: string): Holder | undefined {
  try {
    return holderSchema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}
