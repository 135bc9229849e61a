import { EMULATED } from "../../emulator/emulator-env";
import { type Environment } from "../../model/environment";
import { emulated } from "../../model/emulated";
import { wrapped } from "../support/wrapped";

/** An environment as it is deployed where a shell points. */
export interface Deployed {
  readonly environment: Environment;
  /** What to know before reading the table, as lines. @default - nothing, because it is deployed as it is declared */
  readonly note?: string;
}

/**
 * The emulator has an environment differently from AWS.
 * @param env of the shell
 */
export function asDeployed(written: Environment, env: NodeJS.ProcessEnv): Deployed {
  if (env[EMULATED] === undefined) return { environment: written };
  const { environment, leftOut } = emulated(written);
  const missing = leftOut.length === 0 ? "" : ` Not deployed there: ${leftOut.join(", ")}.`;
  const note = `This shell uses the emulator, which sets forceDelete: true for every repository.${missing}`;
  return { environment, note: `${wrapped(note).join("\n")}\n\n` };
}
