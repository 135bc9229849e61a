import { clientConfig } from "../../emulator/emulator-env";
import { answers } from "../../emulator/moto-server";
import { withLock } from "../../processes/process-lock";
import { hasBucket } from "../../emulator/seed";
import { terraformCliConfig } from "../../emulator/terraform-cli-config";
import { cdktfDestroy } from "../support/run-cdktf";
import { localPaths, mirrorSearch, type LocalContext } from "./context";
import { findConnection, findOwn, stopOwn, type EmulatorConnection } from "./emulator-connection";
import { isPointedShell, UNDO } from "./pointed-shell";
import { findPrerequisites } from "../support/prerequisites";
import { runSteps } from "../support/progress";

/** What `down` did. */
export interface DownResult {
  readonly environment: string;
  /** Whether there was an emulator to look into. */
  readonly found: boolean;
  /** Stacks that were destroyed; none where nothing had been deployed. */
  readonly destroyed: readonly string[];
  /** Whether an emulator was stopped; one that `AWS_ENDPOINT_URL` names never is. */
  readonly stopped: boolean;
}

/**
 * Destroys an environment's stacks in the emulator, then stops the emulator if it is ours. Stopping is tried even when
 * destroying failed, because all that an emulator holds goes with it. Where nothing runs, nothing is done.
 * @throws Error with a message for the user, as when another `up` or `down` is at work
 */
export async function down(context: LocalContext, environment: string): Promise<DownResult> {
  return withLock(localPaths(context.projectFolder).lock, "`ecr local down`", () => takeDown(context, environment));
}

async function takeDown(context: LocalContext, environment: string): Promise<DownResult> {
  const own = findOwn(context);
  if (own !== undefined && !(await answers(own.endpoint))) {
    context.tell(`The emulator (process ${own.process.pid}) does not answer; it is stopped without asking Terraform.`);
    return { environment, found: true, destroyed: [], stopped: await stopOwn(context) };
  }
  const connection = await findConnection(context);
  if (connection === undefined) return { environment, found: false, destroyed: [], stopped: false };
  let destroyed: readonly string[] = [];
  let stopped = false;
  const destroy = async (detail: (text: string) => void): Promise<string> => {
    destroyed = await destroyStacks(context, connection, environment, detail);
    return destroyed.length === 0 ? "nothing is deployed" : `destroyed ${destroyed.join(", ")}`;
  };
  const stop = async (): Promise<string> => {
    stopped = await stopOwn(context);
    return stopped ? "stopped" : "gone already";
  };
  const output = { tell: context.tell, interactive: context.interactive };
  try {
    await runSteps([{ title: `Deployment of ${environment}`, run: destroy }], output);
  } finally {
    if (connection.kind === "running") await runSteps([{ title: "Emulator", run: stop }], output);
  }
  return { environment, found: true, destroyed, stopped };
}

/**
 * The result for people.
 * @param env of the shell, which may still point at the emulator
 */
export function downText({ environment, found, destroyed, stopped }: DownResult, env: NodeJS.ProcessEnv): string {
  if (!found) return "Nothing runs.";
  const first =
    destroyed.length === 0 ? `Nothing of ${environment} was deployed.` : `Destroyed ${destroyed.join(", ")}.`;
  const text = `${first} ${stopped ? "The emulator is stopped." : "The emulator was left alone."}`;
  return stopped && isPointedShell(env) ? `${text}\nThis shell still points at it. To go back: ${UNDO}` : text;
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
  // Without its bucket there is no state, and so nothing that Terraform could destroy.
  if (plan.stateBucket !== undefined && !(await hasBucket(config, plan.stateBucket))) return [];
  const { cache, destroyLog: logFile } = localPaths(projectFolder);
  const { variables } = terraformCliConfig(mirrorSearch(context), cache);
  const env = { ...connection.env, AWS_REGION: plan.region, AWS_DEFAULT_REGION: plan.region, ...variables };
  const { cdktf: cli } = findPrerequisites(env, projectFolder);
  await cdktfDestroy({ cli, projectFolder, env, logFile, signal, stateStays: true, onLine: detail }, plan.stacks);
  return plan.stacks;
}
