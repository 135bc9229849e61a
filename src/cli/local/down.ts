import { clientConfig } from "../../emulator/emulator-env";
import { answers } from "../../emulator/moto-server";
import { withLock } from "../../processes/process-lock";
import { hasBucket } from "../../emulator/seed";
import { terraformCliConfig } from "../../emulator/terraform-cli-config";
import { cdktfDestroy } from "../support/run-cdktf";
import { localPaths, mirrorSearch, type LocalContext, isPointedShell, UNDO } from "./context";
import { findConnection, findEmbedded, stopEmbedded, type EmulatorConnection } from "./emulator-connection";
import { requireKnown } from "../support/arguments";
import { findPrerequisites } from "../support/prerequisites";
import { runSteps } from "../support/progress";

export interface DownResult {
  readonly environment: string;
  /** Whether there was an emulator. */
  readonly found: boolean;
  /** Stacks that were destroyed; none if nothing was deployed. */
  readonly destroyed: readonly string[];
  /** Whether the emulator no longer runs. The user's own emulator is never stopped. */
  readonly stopped: boolean;
}

/**
 * Destroys an environment's stacks in the emulator, then stops the emulator unless it is the user's own. The emulator is stopped even
 * if destroying fails, because its resources exist only in its memory. Does nothing if no emulator is running.
 * @throws Error with a message for the user. If the project has no environment of this name, nothing is stopped
 */
export async function down(context: LocalContext, environment: string): Promise<DownResult> {
  return withLock(localPaths(context.projectFolder).lock, "`ecr local down`", () => takeDown(context, environment));
}

async function takeDown(context: LocalContext, environment: string): Promise<DownResult> {
  const embedded = findEmbedded(context);
  if (embedded !== undefined && !(await answers(embedded.endpoint))) {
    context.tell(
      `The emulator (process ${embedded.process.pid}) does not respond. Stopping it without destroying the stacks.`,
    );
    await stopEmbedded(context);
    return { environment, found: true, destroyed: [], stopped: true };
  }
  const connection = await findConnection(context);
  if (connection === undefined) return { environment, found: false, destroyed: [], stopped: false };
  requireKnown(context.projectFolder, [environment]);
  let destroyed: readonly string[] = [];
  const destroy = async (detail: (text: string) => void): Promise<string> => {
    destroyed = await destroyStacks(context, connection, environment, detail);
    return destroyed.length === 0 ? "nothing is deployed" : `destroyed ${destroyed.join(", ")}`;
  };
  const stop = async (): Promise<string> => ((await stopEmbedded(context)) ? "stopped" : "already ended");
  const output = { tell: context.tell, interactive: context.interactive };
  try {
    await runSteps([{ title: `Destroying ${environment}`, run: destroy }], output);
  } finally {
    if (connection.kind === "running") await runSteps([{ title: "Stopping the emulator", run: stop }], output);
  }
  return { environment, found: true, destroyed, stopped: connection.kind === "running" };
}

/**
 * The result as text.
 * @param env environment of the shell, which may still point at the emulator
 */
export function downText({ environment, found, destroyed, stopped }: DownResult, env: NodeJS.ProcessEnv): string {
  if (!found) return "No emulator is running.";
  const first =
    destroyed.length === 0 ? `No stacks of ${environment} were destroyed.` : `Destroyed ${destroyed.join(", ")}.`;
  const text = `${first} ${stopped ? "The emulator is no longer running." : "The emulator is still running."}`;
  return stopped && isPointedShell(env)
    ? `${text}\nThis shell still uses the emulator. To undo this, run: ${UNDO}`
    : text;
}

async function destroyStacks(
  context: LocalContext,
  connection: EmulatorConnection,
  environment: string,
  detail: (text: string) => void,
): Promise<readonly string[]> {
  const { projectFolder, signal } = context;
  const plan = context.loadPlan(environment);
  const config = { ...clientConfig(connection.env), region: plan.region };
  // Without the bucket there is no state, so Terraform has nothing to destroy.
  if (plan.stateBucket !== undefined && !(await hasBucket(config, plan.stateBucket))) return [];
  const { cache, destroyLog: logFile } = localPaths(projectFolder);
  const { variables } = terraformCliConfig(mirrorSearch(context), cache);
  const env = { ...connection.env, AWS_REGION: plan.region, AWS_DEFAULT_REGION: plan.region, ...variables };
  const { cdktf: cli } = findPrerequisites(env, projectFolder);
  await cdktfDestroy({ cli, projectFolder, env, logFile, signal, stateStays: true, onLine: detail }, plan.stacks);
  return plan.stacks;
}
