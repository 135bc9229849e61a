import { join } from "node:path";
import { logTail, readLog } from "../../processes/log-tail";
import { runLogged, cdktfDestroy } from "../support/run-cdktf";
import { terraformBinary } from "../support/terraform-state";
import { type DestroyContext } from "./context";
import { destroyedStacks } from "./words";
import { stackPath } from "./terraform-state";

/**
 * Destroys the stacks as they are synthesized. cdktf knows their order. It does not destroy the stacks of one region, because those of
 * the environment's own region depend on them, so Terraform does.
 * @throws Error with Terraform's errors
 */
export async function destroyStacks(context: DestroyContext, detail: (text: string) => void): Promise<void> {
  const { root, env, cli, signal, stacks, environment } = context;
  if (environment.regional === "copy") {
    for (const stack of stacks) await destroyOne(context, stack, detail);
    return;
  }
  const run = { cli, projectFolder: root, env, logFile: cdktfLog(context), signal, stateStays: true, onLine: detail };
  await cdktfDestroy(run, stacks, ["--skip-synth"]);
}

/** The stacks that were destroyed completely. */
export function destroyedSoFar(context: DestroyContext): string[] {
  const { stacks, environment } = context;
  if (environment.regional !== "copy") return destroyedStacks(readLog(cdktfLog(context)), stacks);
  return stacks.filter((stack) => readLog(stackLog(context, stack)).includes("Destroy complete!"));
}

async function destroyOne(context: DestroyContext, stack: string, detail: (text: string) => void): Promise<void> {
  const { root, env, signal } = context;
  signal.throwIfAborted();
  const logFile = stackLog(context, stack);
  const command = terraformBinary(env);
  const args = ["destroy", "-auto-approve", "-input=false", "-no-color"];
  const cwd = stackPath(root, stack);
  const exit = await runLogged({ command, args, env, cwd, logFile, interruptFirst: "terraform" }, signal, detail);
  if (exit !== "0") throw new Error(`terraform destroy failed in ${stack} (exit ${exit}): ${logTail(logFile, 30)}`);
}

function cdktfLog({ logs }: DestroyContext): string {
  return join(logs, "destroy.log");
}

function stackLog({ logs }: DestroyContext, stack: string): string {
  return join(logs, `destroy-${stack}.log`);
}
