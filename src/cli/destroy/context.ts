import { type Environment } from "../../model/environment";
import { type CdktfCli } from "../support/prerequisites";
import { type ProgressOutput } from "../support/progress";

/** Options of the command line. */
export interface DestroyOptions {
  readonly yes?: boolean;
  readonly deleteImages?: boolean;
  readonly output: string;
}

/** What all steps of `ecr destroy` need. */
export interface DestroyContext {
  readonly root: string;
  readonly environment: Environment;
  /** Names of the environment's stacks. */
  readonly stacks: readonly string[];
  /** Names of its stacks with repositories. */
  readonly registryStacks: readonly string[];
  /** Environment of Terraform and cdktf. */
  readonly env: NodeJS.ProcessEnv;
  readonly cli: CdktfCli;
  /** Folder of the logs. */
  readonly logs: string;
  readonly output: ProgressOutput;
  readonly signal: AbortSignal;
}
