import { homedir } from "node:os";
import { Option, type Command } from "commander";
import { type LocalContext, type LoadPlan } from "./context";
import { Interrupted, withInterrupts } from "../support/interrupts";
import { disableSdkWarning } from "../support/sdk-warning";

export function registerLocal(program: Command, loadPlan: LoadPlan): void {
  const local = program.command("local").description("deploy an environment to an AWS emulator on this machine");
  const add = (name: string, description: string, forms: readonly string[], example: string): Command =>
    local
      .command(name)
      .description(description)
      .argument("[environment]", "name of the environment", "local")
      .addOption(new Option("-o, --output <format>", "output format").choices(forms).default(forms[0]))
      .addHelpText("after", `\nExample:\n  ${example}`);

  add(
    "up",
    "start the emulator if it is not running, and deploy the environment to the emulator",
    ["text", "json"],
    "npx ecr local up",
  ).action((environment: string, { output }: OutputOption) =>
    run(loadPlan, async (context) => {
      const { up } = require("./up") as typeof import("./up");
      const { upJson, upText } = require("./report") as typeof import("./report");
      const result = await up(context, environment);
      context.print(output === "json" ? upJson(result) : upText(result));
    }),
  );
  add("down", "destroy the deployed stacks and stop the emulator", ["text", "json"], "npx ecr local down").action(
    (environment: string, { output }: OutputOption) =>
      run(loadPlan, async (context) => {
        const { down, downText } = require("./down") as typeof import("./down");
        const result = await down(context, environment);
        context.print(output === "json" ? json(result) : downText(result, context.env));
      }),
  );
  add("env", "print shell commands that make AWS clients use the emulator", ["shell", "json"], ENV_EXAMPLE)
    .option("--undo", "print the commands that restore the shell's previous environment variables")
    .action((_environment: string, { output, undo }: OutputOption & { readonly undo?: boolean }) =>
      run(loadPlan, async (context) => {
        const { enteredText, enterLines, shellVariables, undoLines } =
          require("./shell-env") as typeof import("./shell-env");
        if (undo === true) {
          context.print(undoLines(context.env));
          return;
        }
        const found = await shellVariables(context);
        const { variables, isExternal } = found;
        context.print(output === "json" ? json(variables) : enterLines(variables, context.env, isExternal));
        if (output !== "json") context.tell(enteredText(found));
      }),
    );
  add("status", "report whether an emulator is running", ["text", "json"], "npx ecr local status").action(
    (_environment: string, { output }: OutputOption) =>
      run(loadPlan, async (context) => {
        const { localStatus, statusText } = require("./status") as typeof import("./status");
        const status = await localStatus(context);
        context.print(output === "json" ? json(status) : statusText(status));
      }),
  );
}

interface OutputOption {
  readonly output: string;
}

const ENV_EXAMPLE = 'eval "$(npx ecr local env)" && aws ecr describe-repositories';

function json(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** Runs a command in this process's context. An error becomes a message and an exit code. */
async function run(loadPlan: LoadPlan, action: (context: LocalContext) => Promise<void>): Promise<void> {
  disableSdkWarning();
  const tell = (text: string): void => void process.stderr.write(`${text}\n`);
  try {
    await withInterrupts((signal) =>
      action({
        env: process.env,
        projectFolder: process.cwd(),
        homeFolder: homedir(),
        loadPlan,
        print: (text) => void process.stdout.write(`${text}\n`),
        tell,
        // Some terminal recorders report no width. Nothing is drawn on these.
        interactive: process.stderr.isTTY && process.stderr.columns > 40 && process.env["CI"] === undefined,
        signal,
      }),
    );
  } catch (error) {
    // These errors are mistakes of this program, so the stack trace is needed to find them.
    const isBug = error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError;
    tell(`error: ${error instanceof Error ? ((isBug ? error.stack : undefined) ?? error.message) : String(error)}`);
    process.exitCode = error instanceof Interrupted ? error.exitCode : 1;
  }
}
