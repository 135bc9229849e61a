import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { identify, isProcessAlive, type ProcessIdentity } from "../../../src/processes/process-identity";

export interface ListedProcess extends ProcessIdentity {
  /** Program name without its folder. */
  readonly name: string;
}

/** All living descendants of a process. */
export function descendantsOf(pid: number): ListedProcess[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,comm="], { encoding: "utf8" });
  const rows = stdout.split("\n").flatMap((line) => {
    const match = /^ *(\d+) +(\d+) +(\S.*)$/.exec(line);
    return match === null ? [] : [{ pid: Number(match[1]), parent: Number(match[2]), name: match[3] ?? "" }];
  });
  const under = (parent: number): typeof rows =>
    rows.filter((row) => row.parent === parent).flatMap((row) => [row, ...under(row.pid)]);
  return under(pid).flatMap((row) => {
    const identity = identify(row.pid);
    return identity === undefined ? [] : [{ ...identity, name: row.name.split("/").at(-1) ?? "" }];
  });
}

/** Asks again and again until there is an answer. @throws Error when there is none in time */
export async function eventually<T>(ask: () => T | undefined | Promise<T | undefined>, seconds = 30): Promise<T> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > until) throw new Error(`still nothing after ${seconds} seconds`);
    await sleep(50);
  }
}

/** Those of some processes that still live after a while; empty as soon as none does. */
export async function survivors<P extends ProcessIdentity>(processes: readonly P[], seconds = 30): Promise<P[]> {
  const until = Date.now() + seconds * 1000;
  let alive = processes.filter(isProcessAlive);
  while (alive.length > 0 && Date.now() < until) {
    await sleep(100);
    alive = processes.filter(isProcessAlive);
  }
  return alive;
}
