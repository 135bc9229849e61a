import { logTail, readLog } from "../../processes/log-tail";
import { type CdktfCli } from "./prerequisites";
import { terraformErrors } from "./terraform-errors";
import { clearInterval, setInterval } from "node:timers";
import { runGuarded, type GuardedCommand } from "../../processes/guarded-process";

export interface CdktfRun {
  readonly cli: CdktfCli;
  readonly projectFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly signal: AbortSignal;
  /**
   * Whether Terraform's state still exists after an interruption, so that Terraform needs time to release its lock. False if the state
   * is in an emulator that ends with this process.
   */
  readonly stateStays: boolean;
  /** Called with the latest line of output every 0.4 seconds. */
  readonly onLine?: (line: string) => void;
}

/** Runs `cdktf deploy` on stacks and writes their outputs to a file. @throws Error with Terraform's errors when it fails */
export async function cdktfDeploy(run: CdktfRun, stacks: readonly string[], outputsFile: string): Promise<void> {
  await cdktf(run, ["deploy", ...stacks, ...UNATTENDED, "--outputs-file", outputsFile]);
}

/** Runs `cdktf synth`. @throws Error with the end of its output when it fails */
export async function cdktfSynth(run: CdktfRun): Promise<void> {
  await cdktf(run, ["synth"]);
}

/**
 * Runs `cdktf destroy` on stacks.
 * @param more additional arguments
 * @throws Error with Terraform's errors when it fails
 */
export async function cdktfDestroy(
  run: CdktfRun,
  stacks: readonly string[],
  more: readonly string[] = [],
): Promise<void> {
  await cdktf(run, ["destroy", ...stacks, ...UNATTENDED, ...more]);
}

// Without --skip-provider-lock, cdktf asks the provider registry for the checksums of other platforms.
const UNATTENDED = ["--auto-approve", "--skip-provider-lock", "--no-color"];

async function cdktf(run: CdktfRun, args: readonly string[]): Promise<void> {
  const { cli, projectFolder, logFile, onLine, signal } = run;
  const exit = await runLogged(
    {
      command: process.execPath,
      args: [cli.script, ...args],
      // With CI, cdktf prints lines and draws nothing.
      env: { ...run.env, CI: "1", FORCE_COLOR: "0" },
      cwd: projectFolder,
      logFile,
      interruptFirst: run.stateStays ? "terraform" : undefined,
    },
    signal,
    onLine,
  );
  if (exit === "0") return;
  throw new Error(failure(`cdktf ${args[0] ?? ""} failed (exit ${exit})`, logFile, args.slice(1)));
}

/** Terraform's errors by stack, or the end of the log if there are none. */
function failure(what: string, logFile: string, stacks: readonly string[]): string {
  const errors = terraformErrors(readLog(logFile), stacks);
  if (errors.length === 0) return `${what}. End of ${logFile}:\n${logTail(logFile, 30)}`;
  const blocks = errors.map(({ stack, text }) => `${stack}: ${text}`);
  return [`${what}. Terraform reported:`, ...blocks, `Complete output: ${logFile}`].join("\n\n");
}

const POLL_MS = 400;

/**
 * Runs a command under a guard.
 * @param onLine called with the latest line of its log every 0.4 seconds
 * @returns the exit code, or the name of the signal that ended the command
 */
export async function runLogged(
  command: GuardedCommand,
  signal: AbortSignal,
  onLine: (line: string) => void = () => undefined,
): Promise<string> {
  const timer = setInterval(() => {
    onLine(logTail(command.logFile, 1));
  }, POLL_MS);
  try {
    return await runGuarded(command, signal);
  } finally {
    clearInterval(timer);
  }
}
