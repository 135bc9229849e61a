import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** One process, told from a later one that got the same number. */
export const processIdentity = z.object({
  pid: z.int().positive(),
  /** When it was started, in whatever form the system tells it: only ever compared. */
  started: z.string(),
});

export type ProcessIdentity = Readonly<z.output<typeof processIdentity>>;

/** The identity of a living process, `undefined` where there is none (one that ended but was not reaped counts as gone). */
export function identify(pid: number): ProcessIdentity | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  const started = startOf(pid);
  return started === undefined ? undefined : { pid, started };
}

export function isProcessAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.started === identity.started;
}

const GRACE_MS = 5_000;
const POLL_MS = 50;

/**
 * Ends a process: SIGTERM, after five seconds SIGKILL. A process that merely has the same number is left alone.
 * @returns whether it was alive
 */
export async function endProcess(identity: ProcessIdentity): Promise<boolean> {
  if (!isProcessAlive(identity)) return false;
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    try {
      process.kill(identity.pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ESRCH") return true;
      throw error;
    }
    const until = Date.now() + GRACE_MS;
    while (Date.now() < until) {
      if (!isProcessAlive(identity)) return true;
      await sleep(POLL_MS);
    }
  }
  throw new Error(`process ${identity.pid} does not end; end it by hand`);
}

function startOf(pid: number): string | undefined {
  return process.platform === "linux" ? startFromProc(pid) : startFromPs(pid);
}

/**
 * Clock ticks since boot, exact where `ps` rounds to seconds.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function startFromProc(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
  // The second field is the program's name in parentheses and may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state] = fields;
  return state === "Z" || state === "X" ? undefined : fields[19];
}

function startFromPs(pid: number): string | undefined {
  const { stdout } = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  const match = /^(\S+)\s+(\S.*)$/.exec(stdout.trim());
  return match === null || match[1]?.startsWith("Z") === true ? undefined : match[2];
}
