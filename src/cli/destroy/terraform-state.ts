import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { logTail } from "../../processes/log-tail";
import { runGuarded } from "../../processes/guarded-process";
import { ownedRepositories, type OwnedRepository } from "../../operations/destruction/state";
import { stateResources } from "../support/state-resources";
import { terraformBinary } from "../support/terraform-state";

export interface StackFolder {
  /** The project's folder. */
  readonly root: string;
  readonly stack: string;
  readonly env: NodeJS.ProcessEnv;
}

/** In bytes. Enough for 10,000 repositories with long policies. */
const LARGEST_STATE = 1024 * 1024 * 1024;
/** Longest list of addresses in one command, in characters. Windows allows 32,767 for the whole command. */
const LONGEST_LINE = 20_000;

const run = promisify(execFile);

/**
 * Initializes a synthesized stack, so that its state can be read.
 * @throws Error with Terraform's message when it fails, and the signal's reason when it was aborted
 */
export async function initialize(folder: StackFolder, signal: AbortSignal): Promise<void> {
  await terraform(folder, ["init", "-input=false", "-no-color"], signal);
}

/**
 * The repositories in the state of an initialized registry stack.
 * @throws Error with Terraform's message when it fails, and the signal's reason when it was aborted
 */
export async function readOwned(folder: StackFolder, signal: AbortSignal): Promise<OwnedRepository[]> {
  // `terraform show -json` would start the provider, whose schemas take seconds to read.
  const text = await terraform(folder, ["state", "pull"], signal);
  // Terraform prints nothing for a state that was never written.
  return text === ""
    ? []
    : ownedRepositories(folder.stack, stateResources(`terraform state pull in ${folder.stack}`, text, true));
}

export interface ForgetOptions {
  readonly logFile: string;
  /** When aborted, no other command starts, and the signal's reason is thrown. */
  readonly signal: AbortSignal;
  /** Called after each command with the addresses that have left the state. */
  readonly onForgotten: (addresses: readonly string[]) => void;
}

/**
 * Removes resources from a state, but not from AWS. A command that has started is not aborted, because it holds the state's lock.
 * @throws Error with Terraform's message when it fails, and the signal's reason when it was aborted
 */
export async function forget(
  { root, stack, env }: StackFolder,
  addresses: readonly string[],
  { logFile, signal, onForgotten }: ForgetOptions,
): Promise<void> {
  for (const batch of batches(addresses)) {
    signal.throwIfAborted();
    const args = ["state", "rm", ...batch];
    const exit = await runGuarded({ command: terraformBinary(env), args, env, cwd: stackPath(root, stack), logFile });
    if (exit !== "0") throw new Error(`terraform state rm failed (exit ${exit}): ${logTail(logFile, 30)}`);
    onForgotten(batch);
  }
}

/** Addresses in batches, each short enough for a command line. */
export function batches(addresses: readonly string[], longest = LONGEST_LINE): string[][] {
  const result: string[][] = [];
  let left = 0;
  for (const address of addresses) {
    // A blank, and quotes that are escaped on Windows.
    const length = address.length + 5;
    if (length > left || result.length === 0) {
      result.push([]);
      left = longest;
    }
    result.at(-1)?.push(address);
    left -= length;
  }
  return result;
}

async function terraform(
  { root, stack, env }: StackFolder,
  args: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  try {
    const options = { cwd: stackPath(root, stack), env, signal, maxBuffer: LARGEST_STATE };
    return (await run(terraformBinary(env), args, options)).stdout;
  } catch (cause) {
    signal.throwIfAborted();
    const { stderr = "", message } = cause as Error & { readonly stderr?: string };
    const command = args.filter((word) => !word.startsWith("-")).join(" ");
    throw new Error(`terraform ${command} failed in ${stack}: ${stderr.trim() || message}`, { cause });
  }
}

export function stackPath(root: string, stack: string): string {
  return join(root, "cdktf.out", "stacks", stack);
}
