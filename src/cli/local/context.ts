import path from "node:path";
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

/** What the local commands need of an environment. */
export interface LocalPlan {
  readonly environment: string;
  /** Account ID, 12 digits. */
  readonly account: string;
  readonly region: string;
  /** Bucket of the S3 backend. @default - the environment keeps its state elsewhere */
  readonly stateBucket?: string;
  /** Names of the EKS clusters that must exist before the deployment. */
  readonly eksClusters: readonly string[];
  /** OIDC providers that must exist before the deployment, by issuer or by EKS cluster. */
  readonly lookedUp: { readonly issuers: readonly string[]; readonly eksClusters: readonly string[] };
  /** What is not deployed to the emulator, or differently: `2 cache rules`. */
  readonly leftOut: readonly string[];
  /** Names of the stacks to deploy. */
  readonly stacks: readonly string[];
  /** The `kubectl annotate` command for the operator's ServiceAccount. @default - none is shown */
  readonly annotateLine?: string;
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
