import { homedir } from "node:os";
import { join } from "node:path";
import { ecrClient } from "../../aws/ecr-client";
import { requireAccount } from "../../aws/identity";
import { type Environment } from "../../config/environment";
import { stackKinds } from "../../config/stack-kinds";
import { terraformCliConfig } from "../../emulator/terraform-cli-config";
import { withInterrupts } from "../interrupts";
import { cdktfSynth } from "../local/cdktf";
import { findPrerequisites } from "../local/prerequisites";
import { runSteps } from "../local/progress";
import { census, type Doomed } from "./census";
import { typedName } from "./confirm";
import { type DestroyContext } from "./context";
import { type DestroyOptions } from "./destroy";
import { Execution } from "./execution";
import { progressOf } from "./progress";
import { destructionJson, destructionText } from "./table";
import { readOwned } from "./terraform-state";

/**
 * Shows what of an environment would go, has it confirmed, and destroys it.
 * @throws Error where something must not go, nobody confirms, or it fails half way
 */
export async function destroyEnvironment(
  root: string,
  environment: Environment,
  options: DestroyOptions,
): Promise<void> {
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const interactive = process.stderr.isTTY && process.stderr.columns > 40 && process.env["CI"] === undefined;
  await requireAccount(environment, { tell });
  await withInterrupts(async (signal) => {
    const output = { tell, interactive };
    const context: DestroyContext = { root, environment, ...toolsOf(root, environment), output, signal };
    const doomed = await look(context, options);
    const json = options.output === "json";
    (json ? process.stderr : process.stdout).write(`${destructionText(environment, context.stacks, doomed)}\n`);
    const execution = new Execution(context, doomed);
    let destroyed = false;
    try {
      refuse(environment, doomed);
      await confirm(environment, options, signal);
      await execution.run();
      destroyed = true;
    } finally {
      if (json) process.stdout.write(destructionJson(environment, context.stacks, doomed, destroyed));
    }
    if (!json) process.stdout.write(`${execution.done()}\n`);
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
    registryStack: `${name}-registry`,
    env,
    cli: findPrerequisites(env, root).cdktf,
    logs: join(root, ".cache", "destroy", name),
  };
}

/** Finds out, without changing anything, what would go. */
async function look(context: DestroyContext, { yes, deleteImages }: DestroyOptions): Promise<Doomed[]> {
  const { root, environment, registryStack: stack, env, cli, logs, signal, output } = context;
  let doomed: Doomed[] = [];
  const synthesize = async (detail: (text: string) => void): Promise<string> => {
    const run = { cli, projectFolder: root, env, signal, stateStays: true, onLine: detail };
    await cdktfSynth({ ...run, logFile: join(logs, "synth.log") });
    return "done";
  };
  const read = async (detail: (text: string) => void): Promise<string> => {
    const owned = await readOwned({ root, stack, env }, signal);
    const client = await ecrClient(environment, { tell: output.tell });
    const update = progressOf(output, detail, "repositories counted");
    const onDone = (done: number): void => {
      update(done, owned.length);
    };
    const wishes = { unattended: yes === true, deleteImages: deleteImages === true };
    try {
      doomed = await census(client, environment, owned, { ...wishes, signal, onDone });
    } finally {
      client.destroy();
    }
    return owned.length === 1 ? "1 repository" : `${owned.length} repositories`;
  };
  const steps = [
    { title: `Synthesis of ${context.stacks.join(", ")}`, run: synthesize },
    { title: `State of ${stack}, and what AWS has`, run: read },
  ];
  await runSteps(steps, output);
  return doomed;
}

function refuse({ name }: Environment, doomed: readonly Doomed[]): void {
  const refused = doomed.filter(({ fate }) => fate.kind === "refuse").map(({ owned }) => owned.repositoryName);
  if (refused.length > 0)
    throw new Error(`${name}: nothing is destroyed, because of ${refused.join(", ")} (see above)`);
}

async function confirm({ name }: Environment, { yes }: DestroyOptions, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (yes === true) return;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new Error(
      `${name}: nothing is destroyed, since there is no terminal to type its name at; --yes does not ask`,
    );
  }
  const terminal = { input: process.stdin, output: process.stderr, signal };
  if (!(await typedName(name, terminal))) throw new Error(`${name}: nothing is destroyed, the name was not typed`);
}
