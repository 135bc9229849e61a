import path from "node:path";
import { type MirrorSearch } from "../../emulator/provider-mirror";
import { type LoadPlan } from "./plan";

/** All that the local commands take from the process that runs them. */
export interface LocalContext {
  readonly env: NodeJS.ProcessEnv;
  /** Folder of `cdktf.json`; the cache is in it. */
  readonly projectFolder: string;
  readonly homeFolder: string;
  readonly loadPlan: LoadPlan;
  /** Takes results: standard output. */
  readonly print: (text: string) => void;
  /** Takes progress and problems: standard error. */
  readonly tell: (text: string) => void;
  /** Whether progress may be drawn and redrawn. */
  readonly interactive: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Files that the local commands share. */
export interface LocalPaths {
  readonly cache: string;
  /** Held by whoever starts, fills or stops the emulator. */
  readonly lock: string;
  readonly emulatorState: string;
  readonly emulatorLog: string;
  readonly deployLog: string;
  readonly destroyLog: string;
  readonly outputs: string;
}

export function localPaths(projectFolder: string): LocalPaths {
  const cache = path.join(projectFolder, ".cache");
  const own = path.join(cache, "local");
  return {
    cache,
    lock: path.join(own, "lock"),
    emulatorState: path.join(own, "emulator.json"),
    emulatorLog: path.join(own, "emulator.log"),
    deployLog: path.join(own, "deploy.log"),
    destroyLog: path.join(own, "destroy.log"),
    outputs: path.join(own, "outputs.json"),
  };
}

/** Where this machine may keep provider mirrors. */
export function mirrorSearch({ env, homeFolder, projectFolder }: LocalContext): MirrorSearch {
  return { env, homeFolder, workingFolder: projectFolder, platform: process.platform, architecture: process.arch };
}
