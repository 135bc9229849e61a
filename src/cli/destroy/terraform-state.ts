import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { logTail } from "../../processes/log-tail";
import { runGuarded } from "../../processes/guarded-process";
import { ownedRepositories, type OwnedRepository } from "../../operations/destruction/state";

/** The folder of a synthesized stack. */
export interface StackFolder {
  /** The project's folder. */
  readonly root: string;
  readonly stack: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A state of 10,000 repositories with long policies. */
const LARGEST_STATE = 1024 * 1024 * 1024;
/** Characters of addresses in one command. Windows allows 32,767 for the whole line. */
const LONGEST_LINE = 20_000;

const run = promisify(execFile);

/**
 * Prepares a synthesized stack, so that its state can be read.
 * @throws Error with Terraform's message when it fails, and the signal's reason when it was aborted
 */
export async function initialize(folder: StackFolder, signal: AbortSignal): Promise<void> {
  await terraform(folder, ["init", "-input=false", "-no-color"], signal);
}

/**
 * The repositories in the state of a registry's stack, which has to be initialized.
 * @throws Error with Terraform's message when it fails, and the signal's reason when it was aborted
 */
export async function readOwned(folder: StackFolder, signal: AbortSignal): Promise<OwnedRepository[]> {
  return ownedRepositories(JSON.parse(await terraform(folder, ["show", "-json", "-no-color"], signal)));
}

export interface ForgetOptions {
  readonly logFile: string;
  /** Aborted, no further command begins; its reason is thrown. */
  readonly signal: AbortSignal;
  /** Takes the addresses that have left the state, after each command. */
  readonly onForgotten: (addresses: readonly string[]) => void;
}

/**
 * Takes resources out of a state; AWS is not touched. A command that has begun is finished, because it holds the state's lock.
 * @throws Error with Terraform's message when it fails, and the signal's reason when it was aborted
 */
export async function forget(
  { root, stack, env }: StackFolder,
  addresses: readonly string[],
  { logFile, signal, onForgotten }: ForgetOptions,
): Promise<void> {
  for (const some of inLines(addresses)) {
    signal.throwIfAborted();
    const args = ["state", "rm", ...some];
    const exit = await runGuarded({ command: binary(env), args, env, cwd: pathOf(root, stack), logFile });
    if (exit !== "0") throw new Error(`terraform state rm failed (exit ${exit}): ${logTail(logFile, 30)}`);
    onForgotten(some);
  }
}

/** Addresses in lots, each short enough for a command line. */
export function inLines(addresses: readonly string[], longest = LONGEST_LINE): string[][] {
  const lots: string[][] = [];
  let left = 0;
  for (const address of addresses) {
    // A blank, and quotes that a shell of Windows wants escaped.
    const length = address.length + 5;
    if (length > left || lots.length === 0) {
      lots.push([]);
      left = longest;
    }
    lots.at(-1)?.push(address);
    left -= length;
  }
  return lots;
}

async function terraform(
  { root, stack, env }: StackFolder,
  args: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  try {
    const options = { cwd: pathOf(root, stack), env, signal, maxBuffer: LARGEST_STATE };
    return (await run(binary(env), args, options)).stdout;
  } catch (cause) {
    signal.throwIfAborted();
    const { stderr = "", message } = cause as Error & { readonly stderr?: string };
    const said = stderr.trim() === "" ? message : stderr.trim();
    throw new Error(`terraform ${args[0] ?? ""} failed in ${stack}: ${said}`, { cause });
  }
}

function pathOf(root: string, stack: string): string {
  return join(root, "cdktf.out", "stacks", stack);
}

/** cdktf reads the same variable. */
function binary(env: NodeJS.ProcessEnv): string {
  return env["TERRAFORM_BINARY_NAME"] ?? "terraform";
}
