import { setInterval, clearInterval } from "node:timers";
import { runGuarded } from "../../processes/guarded-process";
import { logTail, readLog } from "../../processes/log-tail";
import { type CdktfCli } from "./prerequisites";
import { terraformErrors } from "./terraform-errors";

export interface CdktfRun {
  readonly cli: CdktfCli;
  readonly projectFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly signal: AbortSignal;
  /**
   * Whether the emulator, and so the state in it, outlives an interruption. Terraform then gets the time to give its
   * lock back; otherwise there is nobody left to give it to.
   */
  readonly stateStays: boolean;
  /** Takes the latest line of the output now and then. */
  readonly onLine?: (line: string) => void;
}

const POLL_MS = 400;

/** Runs `cdktf deploy` on stacks and writes their outputs to a file. @throws Error with the end of its output when it fails */
export async function cdktfDeploy(run: CdktfRun, stacks: readonly string[], outputsFile: string): Promise<void> {
  await cdktf(run, ["deploy", ...stacks, ...UNATTENDED, "--outputs-file", outputsFile]);
}

/** Runs `cdktf synth`. @throws Error with the end of its output when it fails */
export async function cdktfSynth(run: CdktfRun): Promise<void> {
  await cdktf(run, ["synth"]);
}

/**
 * Runs `cdktf destroy` on stacks.
 * @param more further arguments
 * @throws Error with the end of its output when it fails
 */
export async function cdktfDestroy(
  run: CdktfRun,
  stacks: readonly string[],
  more: readonly string[] = [],
): Promise<void> {
  await cdktf(run, ["destroy", ...stacks, ...UNATTENDED, ...more]);
}

// Locking providers for other platforms asks the registry, which a deployment to an emulator has no need of.
const UNATTENDED = ["--auto-approve", "--skip-provider-lock", "--no-color"];

async function cdktf(run: CdktfRun, args: readonly string[]): Promise<void> {
  const { cli, projectFolder, logFile, onLine, signal } = run;
  const timer = setInterval(() => onLine?.(logTail(logFile, 1)), POLL_MS);
  try {
    const exit = await runGuarded(
      {
        command: process.execPath,
        args: [cli.script, ...args],
        // CI makes cdktf print lines instead of drawing.
        env: { ...run.env, CI: "1", FORCE_COLOR: "0" },
        cwd: projectFolder,
        logFile,
        interruptFirst: run.stateStays ? "terraform" : undefined,
      },
      signal,
    );
    if (exit === "0") return;
    throw new Error(failure(`cdktf ${args[0] ?? ""} failed (exit ${exit})`, logFile, args.slice(1)));
  } finally {
    clearInterval(timer);
  }
}

/** Terraform's errors by stack; the end of the log where Terraform has not said any. */
function failure(what: string, logFile: string, stacks: readonly string[]): string {
  const errors = terraformErrors(readLog(logFile), stacks);
  if (errors.length === 0) return `${what}; ${logFile} ends:\n${logTail(logFile, 30)}`;
  const blocks = errors.map(({ stack, text }) => `${stack}: ${text}`);
  return [`${what}. Terraform says:`, ...blocks, `All of the output: ${logFile}`].join("\n\n");
}
