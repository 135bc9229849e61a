import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import path from "node:path";
import { makeVenv, venvPython } from "./python-venv";

/** The moto that is installed if there is none, with the dependencies of its server. */
export const PINNED_MOTO = "moto[server]==5.2.1";

/** One way to run moto. */
export interface MotoCommand {
  readonly command: string;
  readonly args: readonly string[];
}

const MODULE = ["-m", "moto.server"];

/** The installed moto servers in order of preference: `moto_server`, then the module of `python3`. */
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
 * The pinned moto in its own virtual environment, `<cacheFolder>/moto-venv`, which the first call creates.
 * @throws Error when there is no `python3`, when it cannot create virtual environments, or when the installation fails
 */
export async function pinnedMotoCommand(
  cacheFolder: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<MotoCommand> {
  const folder = path.resolve(cacheFolder, "moto-venv");
  if (existsSync(venvPython(folder))) return { command: venvPython(folder), args: MODULE };
  const python = onPath("python3", env);
  if (python === undefined) {
    throw new Error(
      "expected moto_server or python3 on the PATH, found neither. " +
        `Install Python 3.9 or newer, or moto: pip install "${PINNED_MOTO}"`,
    );
  }
  return { command: await makeVenv({ folder, requirement: PINNED_MOTO, python, env }, signal), args: MODULE };
}

/** The first executable file with a name on the `PATH` of an environment. */
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
