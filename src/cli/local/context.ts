import path from "node:path";
import { type LocalPlan } from "../local-plan";
import { type MirrorSearch } from "../../emulator/provider-mirror";

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

export function localPaths(projectFolder: string) {
  const cache = path.join(projectFolder, ".cache");
  const folder = path.join(cache, "local");
  return {
    cache,
    // Held while a command starts, changes or stops the emulator.
    lock: path.join(folder, "lock"),
    emulatorState: path.join(folder, "emulator.json"),
    emulatorLog: path.join(folder, "emulator.log"),
    deployLog: path.join(folder, "deploy.log"),
    destroyLog: path.join(folder, "destroy.log"),
    outputs: path.join(folder, "outputs.json"),
  };
}

export function mirrorSearch({ env, homeFolder, projectFolder }: LocalContext): MirrorSearch {
  return { env, homeFolder, workingFolder: projectFolder, platform: process.platform, architecture: process.arch };
}

/** Reads an environment by name. @throws Error with a message for the user when it is invalid or missing */
export type LoadPlan = (environment: string) => LocalPlan;

/** Holds what `local env` has changed in a shell, as JSON. */
export const SHELL_BEFORE = "CDKTF_ECR_SHELL_BEFORE";

/** What a shell evaluates to have back what it had. */
export const UNDO = 'eval "$(npx ecr local env --undo)"';

/** Whether `local env` has pointed a shell at the emulator. */
export function isPointedShell(env: NodeJS.ProcessEnv): boolean {
  return env[SHELL_BEFORE] !== undefined;
}
