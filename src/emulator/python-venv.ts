import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { runGuarded } from "../processes/guarded-process";
import { logTail } from "../processes/log-tail";

export interface PythonVenv {
  /** Folder of the virtual environment. Its log is `<folder>.log`. */
  readonly folder: string;
  /** What pip installs, pinned: `moto[server]==5.2.1`. */
  readonly requirement: string;
  /** The `python3` that creates it. */
  readonly python: string;
  /** Complete environment of the commands. */
  readonly env: NodeJS.ProcessEnv;
}

/** The interpreter of a virtual environment. */
export function venvPython(folder: string): string {
  return path.join(folder, "bin", "python3");
}

/**
 * Creates a virtual environment with one pinned package, unless it exists. It is created in a temporary folder and renamed at the
 * end, so an interrupted installation never counts as complete, even if several processes install at once. Run its programs as
 * `<interpreter> -m <module>`, because its scripts contain the path of the temporary folder.
 * @returns the interpreter
 * @throws Error when `python3` cannot create virtual environments, or when the installation fails
 */
export async function makeVenv(
  { folder, requirement, python, env }: PythonVenv,
  signal?: AbortSignal,
): Promise<string> {
  if (existsSync(venvPython(folder))) return venvPython(folder);
  mkdirSync(path.dirname(folder), { recursive: true });
  const temporary = mkdtempSync(`${folder}.`);
  const logFile = `${folder}.log`;
  const run = async (program: string, args: readonly string[], failure: string): Promise<void> => {
    const exit = await runGuarded({ command: program, args, env, logFile }, signal);
    if (exit !== "0") throw new Error(`${program} ${failure}. Last lines of output:\n${logTail(logFile, 8)}`.trimEnd());
  };
  try {
    await run(
      python,
      ["-m", "venv", temporary],
      "cannot create a virtual environment. On Debian and Ubuntu, run apt install python3-venv",
    );
    const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement];
    await run(
      venvPython(temporary),
      install,
      `cannot install ${requirement}. Check that the package index is reachable`,
    );
    if (!existsSync(folder)) moveInto(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return venvPython(folder);
}

/** Renames the complete environment, unless another process was faster. */
function moveInto(temporary: string, folder: string): void {
  try {
    renameSync(temporary, folder);
  } catch (cause) {
    if (!existsSync(venvPython(folder))) throw cause;
  }
}
