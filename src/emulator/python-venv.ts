import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { runGuarded } from "../processes/guarded-process";
import { logTail } from "../processes/log-tail";

export interface PythonVenv {
  /** Folder of the virtual environment; its log is beside it, as `<folder>.log`. */
  readonly folder: string;
  /** What pip installs, pinned: `moto[server]==5.2.1`. */
  readonly requirement: string;
  /** The `python3` that makes it. */
  readonly python: string;
  /** The whole environment of what runs. */
  readonly env: NodeJS.ProcessEnv;
}

/** The interpreter of a virtual environment. */
export function venvPython(folder: string): string {
  return path.join(folder, "bin", "python3");
}

/**
 * Makes a virtual environment that holds one pinned package, unless it is there. It is made aside and moved into place by one
 * rename, so an interrupted installation is never taken for a finished one, and of several that make it at a time each
 * finds a whole one. Run what is in it as `<interpreter> -m <module>`: its scripts name the folder they were made in.
 * @returns its interpreter
 * @throws Error when `python3` makes no virtual environments, or when the installation fails
 */
export async function makeVenv(
  { folder, requirement, python, env }: PythonVenv,
  signal?: AbortSignal,
): Promise<string> {
  if (existsSync(venvPython(folder))) return venvPython(folder);
  mkdirSync(path.dirname(folder), { recursive: true });
  const aside = mkdtempSync(`${folder}.`);
  const logFile = `${folder}.log`;
  const run = async (program: string, args: readonly string[], failure: string): Promise<void> => {
    const exit = await runGuarded({ command: program, args, env, logFile }, signal);
    if (exit !== "0") throw new Error(`${program} ${failure}; its output ends:\n${logTail(logFile, 8)}`.trimEnd());
  };
  try {
    await run(
      python,
      ["-m", "venv", aside],
      "makes no virtual environment (Debian and Ubuntu: apt install python3-venv)",
    );
    const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement];
    await run(venvPython(aside), install, `cannot install ${requirement} (is the package index reachable?)`);
    if (!existsSync(folder)) moveInto(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return venvPython(folder);
}

/** Moves the finished environment to its place, unless somebody else's got there first. */
function moveInto(aside: string, folder: string): void {
  try {
    renameSync(aside, folder);
  } catch (cause) {
    if (!existsSync(venvPython(folder))) throw cause;
  }
}
