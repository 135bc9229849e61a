import { type Environment } from "../../model/environment";
import { type OwnedRepository } from "../../operations/destruction/state";
import { type CdktfCli } from "../support/prerequisites";
import { type ProgressOutput } from "../support/progress";
import { counter } from "../support/counter";

export interface DestroyOptions {
  readonly yes?: boolean;
  readonly deleteImages?: boolean;
  readonly output: string;
}

/** A region of the environment. */
export interface DestroyRegion {
  /** The region as an environment of its own. */
  readonly environment: Environment;
  /** Names of its stacks with repositories. */
  readonly registryStacks: readonly string[];
}

/** The region of a repository, if the environment has several. */
export function regionOf({ regional, location }: Environment): Pick<OwnedRepository, "region"> {
  return regional === undefined ? {} : { region: location.region };
}

/** What all steps of `ecr destroy` need. */
export interface DestroyContext {
  readonly root: string;
  /** The environment with all of its regions. */
  readonly environment: Environment;
  readonly regions: readonly DestroyRegion[];
  /** Names of the environment's stacks. */
  readonly stacks: readonly string[];
  /** Environment of Terraform and cdktf. */
  readonly env: NodeJS.ProcessEnv;
  readonly cli: CdktfCli;
  readonly logs: string;
  readonly output: ProgressOutput;
  readonly signal: AbortSignal;
}

/**
 * Reports the progress of a step: next to its title on a terminal, otherwise as a line every few seconds.
 * @param label what is counted, such as "repositories counted"
 */
export function progressOf(
  { interactive }: ProgressOutput,
  detail: (text: string) => void,
  label: string,
): (done: number, total: number) => void {
  if (!interactive) return counter(label).update;
  return (done, total) => {
    detail(`${done} of ${total} ${label}`);
  };
}
