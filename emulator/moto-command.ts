import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { runGuarded } from "./guarded-process";
import { logTail } from "./log-tail";

/** The moto that is installed where there is none, with all that its server needs. */
export const PINNED_MOTO = "moto[server]==5.2.1";

/** One way to run moto. */
export interface MotoCommand {
  readonly command: string;
  readonly args: readonly string[];
}

const MODULE = ["-m", "moto.server"];

/** The moto servers that are installed already, best first: `moto_server`, then the module of `python3`. */
export function installedMotoCommands(env: NodeJS.ProcessEnv): MotoCommand[] {
  const server = onPath("moto_server", env);
  const python = onPath("python3", env);
  const find = "import importlib.util, sys; sys.exit(0 if importlib.util.find_spec('moto') else 1)";
  const hasModule = python !== undefined && spawnSync(python, ["-c", find], { env, stdio: "ignore" }).status === 0;
  return [
    ...(server === undefined ? [] : [{ command: server, args: [] }]),
    ...(hasModule ? [{ command: python, args: MODULE }] : []),
  ];
}

/**
 * The pinned moto in a virtual environment of its own, `<cacheFolder>/moto-venv`; made on the first call. It is moved
 * into place by one rename, so an interrupted installation is never taken for a finished one.
 * @throws Error when there is no `python3`, when it makes no virtual environments, or when the installation fails
 */
export async function pinnedMotoCommand(
  cacheFolder: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<MotoCommand> {
  const folder = path.resolve(cacheFolder, "moto-venv");
  // The interpreter and a module, not bin/moto_server: scripts name the folder they were installed in.
  const command = { command: path.join(folder, "bin", "python3"), args: MODULE };
  if (existsSync(command.command)) return command;
  const python = onPath("python3", env);
  if (python === undefined) {
    throw new Error(
      "no moto_server and no python3 on PATH; the emulator needs one of them. " +
        `Install Python 3.9 or newer, or moto itself: pip install "${PINNED_MOTO}"`,
    );
  }
  const aside = `${folder}.${process.pid}`;
  const logFile = path.resolve(cacheFolder, "moto-venv.log");
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
    const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", PINNED_MOTO];
    await run(
      path.join(aside, "bin", "python3"),
      install,
      `cannot install ${PINNED_MOTO} (is the package index reachable?)`,
    );
    if (!existsSync(folder)) renameSync(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return command;
}

/** The first executable file of that name on the PATH of an environment. */
export function onPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
