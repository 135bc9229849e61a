import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { logTail } from "../../emulator/log-tail";
import { runGuarded } from "../../emulator/guarded-process";
import { ownedRepositories, type OwnedRepository } from "../../modules/ecr-repository/destruction/state";

/** Where Terraform runs a synthesized stack. */
export interface StackFolder {
  /** The project's folder. */
  readonly root: string;
  readonly stack: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A state of 10,000 repositories with long policies. */
const LARGEST_STATE = 1024 * 1024 * 1024;
/** Short enough for the command line of every system. */
const ADDRESSES_AT_ONCE = 100;

const run = promisify(execFile);

/**
 * The repositories in the state of a registry's stack, which has to be synthesized.
 * @throws Error with what Terraform says when it fails, and the signal's reason when it was aborted
 */
export async function readOwned(folder: StackFolder, signal: AbortSignal): Promise<OwnedRepository[]> {
  await terraform(folder, ["init", "-input=false", "-no-color"], signal);
  return ownedRepositories(JSON.parse(await terraform(folder, ["show", "-json", "-no-color"], signal)));
}

/**
 * Takes resources out of a state; AWS is not touched. What has begun is finished, since the state is locked meanwhile.
 * @throws Error with what Terraform says when it fails
 */
export async function forget(
  { root, stack, env }: StackFolder,
  addresses: readonly string[],
  logFile: string,
): Promise<void> {
  for (let start = 0; start < addresses.length; start += ADDRESSES_AT_ONCE) {
    const some = addresses.slice(start, start + ADDRESSES_AT_ONCE);
    const args = ["state", "rm", ...some];
    const exit = await runGuarded({ command: binary(env), args, env, cwd: pathOf(root, stack), logFile });
    if (exit !== "0") throw new Error(`terraform state rm failed (exit ${exit}): ${logTail(logFile, 30)}`);
  }
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
    throw new Error(`terraform ${args[0] ?? ""} fails in ${stack}: ${said}`, { cause });
  }
}

function pathOf(root: string, stack: string): string {
  return join(root, "cdktf.out", "stacks", stack);
}

/** The variable by which cdktf lets people choose another binary. */
function binary(env: NodeJS.ProcessEnv): string {
  return env["TERRAFORM_BINARY_NAME"] ?? "terraform";
}
