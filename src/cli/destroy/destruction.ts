import { homedir } from "node:os";
import { join } from "node:path";
import { requireAccount } from "../../aws/identity";
import { type Environment } from "../../model/environment";
import { regionalEnvironments, regionalName } from "../../model/regions";
import { registryStackKinds, stackKinds } from "../../model/stack-kinds";
import { terraformCliConfig } from "../../emulator/terraform-cli-config";
import { type DestroyMode, type RepositoryPlan } from "../../operations/destruction/destroy-plan";
import { growthSince } from "../../operations/destruction/growth";
import { ownedName } from "../../operations/destruction/state";
import { typedName } from "../support/confirm";
import { withInterrupts } from "../support/interrupts";
import { cdktfSynth } from "../support/run-cdktf";
import { findPrerequisites } from "../support/prerequisites";
import { runSteps } from "../support/progress";
import { type DestroyContext, type DestroyOptions } from "./context";
import { Execution } from "./execution";
import { inspect } from "./inspect";
import { destructionJson, destructionText, growthText } from "./table";
import { initialize } from "./terraform-state";
import { fittedError, forTerminal, wrapped } from "../support/terminal";
import { growthWords, repositories, someOf } from "./words";
import { EMULATED } from "../../emulator/emulator-env";
import { emulated } from "../../model/emulated";

/**
 * Shows what destroying an environment deletes, asks for confirmation, and destroys it.
 * @throws Error when a repository must not be deleted, the user does not confirm, or the destruction fails
 */
export async function destroyEnvironment(root: string, written: Environment, options: DestroyOptions): Promise<void> {
  const { environment, note = "" } = asDeployed(written, process.env);
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const interactive = process.stderr.isTTY && process.stderr.columns > 40 && process.env["CI"] === undefined;
  await requireAccount(environment, { log: tell });
  await withInterrupts(async (signal) => {
    const output = { tell, interactive };
    const context: DestroyContext = { root, environment, ...toolsOf(root, environment), output, signal };
    const mode = { unattended: options.yes === true, deleteImages: options.deleteImages === true };
    const json = options.output === "json";
    const show = (text: string): void => void (json ? process.stderr : process.stdout).write(text);
    let plans = await firstInspection(context, mode);
    show(`${note}${destructionText(environment, context.stacks, plans)}\n`);
    let destroyed = false;
    let done = "";
    try {
      refuse(environment, plans);
      for (;;) {
        await confirm(environment, mode, signal);
        const current = await secondInspection(context, mode);
        const growth = growthSince(plans, current);
        plans = current;
        if (growth.length === 0) break;
        show(`${growthText(growth, plans)}\n`);
        refuse(environment, plans);
        if (mode.unattended) {
          const found = growthWords(growth);
          throw fittedError(
            `${regionalName(environment)}: nothing was destroyed, because repositories or images were added after the list was shown: ${found}`,
          );
        }
      }
      const execution = new Execution(context, mode, plans);
      await execution.run();
      destroyed = true;
      done = `${forTerminal(execution.done(), process.stdout)}\n`;
    } finally {
      if (json) process.stdout.write(destructionJson(environment, context.stacks, plans, destroyed));
    }
    if (!json) process.stdout.write(done);
  });
}

function toolsOf(
  root: string,
  environment: Environment,
): Omit<DestroyContext, "root" | "environment" | "output" | "signal"> {
  const { name } = environment;
  const { platform, arch: architecture } = process;
  const search = { env: process.env, homeFolder: homedir(), workingFolder: root, platform, architecture };
  const env = { ...process.env, ...terraformCliConfig(search, join(root, ".cache")).variables };
  return {
    stacks: stackKinds(environment).map((kind) => `${name}-${kind}`),
    regions: regionalEnvironments(environment).map((regional) => ({
      environment: regional,
      registryStacks: registryStackKinds(regional).map((kind) => `${name}-${kind}`),
    })),
    env,
    cli: findPrerequisites(env, root).cdktf,
    logs: join(root, ".cache", "destroy", name),
  };
}

/** Determines what would be deleted. Changes nothing. */
async function firstInspection(context: DestroyContext, mode: DestroyMode): Promise<RepositoryPlan[]> {
  const { root, regions, env, cli, logs, signal, output } = context;
  const registryStacks = regions.flatMap((region) => region.registryStacks);
  let plans: RepositoryPlan[] = [];
  const synthesize = async (detail: (text: string) => void): Promise<string> => {
    const run = { cli, projectFolder: root, env, signal, stateStays: true, onLine: detail };
    await cdktfSynth({ ...run, logFile: join(logs, "synth.log") });
    return "done";
  };
  const read = async (detail: (text: string) => void): Promise<string> => {
    for (const stack of registryStacks) await initialize({ root, stack, env }, signal);
    plans = await inspect(context, mode, detail);
    return repositories(plans.length);
  };
  const steps = [
    { title: `Synthesizing ${context.stacks.join(", ")}`, run: synthesize },
    { title: `Reading the state of ${registryStacks.join(", ")} and the images in AWS`, run: read },
  ];
  await runSteps(steps, output);
  return plans;
}

/** Counts again, because images may have been pushed before the user answered. */
async function secondInspection(context: DestroyContext, mode: DestroyMode): Promise<RepositoryPlan[]> {
  let plans: RepositoryPlan[] = [];
  const read = async (detail: (text: string) => void): Promise<string> => {
    plans = await inspect(context, mode, detail);
    return repositories(plans.length);
  };
  await runSteps([{ title: "Counting again", run: read }], context.output);
  return plans;
}

function refuse(environment: Environment, plans: readonly RepositoryPlan[]): void {
  const refused = plans.filter(({ outcome }) => outcome.kind === "refuse").map(({ owned }) => ownedName(owned));
  if (refused.length > 0)
    throw fittedError(
      `${regionalName(environment)}: nothing was destroyed, because ${someOf(refused)} cannot be destroyed (see REFUSED above)`,
    );
}

async function confirm(environment: Environment, { unattended }: DestroyMode, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (unattended) return;
  const name = regionalName(environment);
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw fittedError(
      `${name}: nothing was destroyed, because there is no terminal for the confirmation. To skip the confirmation, add --yes.`,
    );
  }
  const terminal = { input: process.stdin, output: process.stderr, signal };
  if (!(await typedName(name, "destroy it", terminal))) {
    throw fittedError(`${name}: nothing was destroyed, because you did not type ${name}.`);
  }
}

/**
 * The emulator has an environment differently from AWS.
 * @param env of the shell
 */
export function asDeployed(written: Environment, env: NodeJS.ProcessEnv) {
  if (env[EMULATED] === undefined) return { environment: written };
  const { environment, leftOut } = emulated(written);
  const missing = leftOut.length === 0 ? "" : ` Not deployed there: ${leftOut.join(", ")}.`;
  const note = `This shell uses the emulator, which sets forceDelete: true for every repository.${missing}`;
  return { environment, note: `${wrapped(note).join("\n")}\n\n` };
}
