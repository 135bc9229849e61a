import path from "node:path";
import { type MirrorSearch } from "../../emulator/provider-mirror";
import { type LoadPlan } from "./plan";

/** What the local commands need from the process. */
export interface LocalContext {
  readonly env: NodeJS.ProcessEnv;
  /** Folder of `cdktf.json` and the cache. */
  readonly projectFolder: string;
  readonly homeFolder: string;
  readonly loadPlan: LoadPlan;
  /** Prints results to standard output. */
  readonly print: (text: string) => void;
  /** Prints progress and problems to standard error. */
  readonly tell: (text: string) => void;
  /** Whether standard error is a terminal to draw on. */
  readonly interactive: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Files that the local commands share. */
export interface LocalPaths {
  readonly cache: string;
  /** Held while a command starts, changes or stops the emulator. */
  readonly lock: string;
  readonly emulatorState: string;
  readonly emulatorLog: string;
  readonly deployLog: string;
  readonly destroyLog: string;
  readonly outputs: string;
}

export function localPaths(projectFolder: string): LocalPaths {
  const cache = path.join(projectFolder, ".cache");
  const folder = path.join(cache, "local");
  return {
    cache,
    lock: path.join(folder, "lock"),
    emulatorState: path.join(folder, "emulator.json"),
    emulatorLog: path.join(folder, "emulator.log"),
    deployLog: path.join(folder, "deploy.log"),
    destroyLog: path.join(folder, "destroy.log"),
    outputs: path.join(folder, "outputs.json"),
  };
}

/** Where to search for provider mirrors. */
export function mirrorSearch({ env, homeFolder, projectFolder }: LocalContext): MirrorSearch {
  return { env, homeFolder, workingFolder: projectFolder, platform: process.platform, architecture: process.arch };
}
