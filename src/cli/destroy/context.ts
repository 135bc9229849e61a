import { type Environment } from "../../model/environment";
import { type CdktfCli } from "../support/prerequisites";
import { type ProgressOutput } from "../support/progress";

/** What the command line asks for. */
export interface DestroyOptions {
  readonly yes?: boolean;
  readonly deleteImages?: boolean;
  readonly output: string;
}

/** What every part of `ecr destroy` needs. */
export interface DestroyContext {
  readonly root: string;
  readonly environment: Environment;
  /** Names of the environment's stacks. */
  readonly stacks: readonly string[];
  readonly registryStack: string;
  /** For Terraform and cdktf. */
  readonly env: NodeJS.ProcessEnv;
  readonly cli: CdktfCli;
  /** Folder of the logs. */
  readonly logs: string;
  readonly output: ProgressOutput;
  readonly signal: AbortSignal;
}
