import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** A process, distinguished from a later one with the same number by its start time. */
export const processIdentity = z.object({
  pid: z.int().positive(),
  /** Start time in the format of the operating system. Only compared, never parsed. */
  started: z.string(),
});

export type ProcessIdentity = Readonly<z.output<typeof processIdentity>>;

/** The identity of a running process; `undefined` if there is none. A zombie counts as ended. */
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
 * Ends a process: SIGTERM, then SIGKILL after five seconds. Another process with the same number is not touched.
 * @returns whether the process was running
 * @throws Error when it does not end
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
  throw new Error(`process ${identity.pid} is still running after SIGKILL. End it manually.`);
}

function startOf(pid: number): string | undefined {
  return process.platform === "linux" ? startFromProc(pid) : startFromPs(pid);
}

/**
 * Clock ticks since boot. More exact than `ps`, which rounds to seconds.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function startFromProc(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return undefined;
  }
  // The second field is the program's name in parentheses, which may contain blanks.
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
