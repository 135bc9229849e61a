import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";

export interface GuardedCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Complete environment of the process. Nothing is added to it. */
  readonly env: NodeJS.ProcessEnv;
  /** @default - the working folder of this process */
  readonly cwd?: string;
  /** Receives standard output and standard error. Emptied first; its folder is created. */
  readonly logFile: string;
  /**
   * Name of a program among the command's descendants that gets SIGINT and 20 seconds before all others get SIGTERM: `terraform`,
   * which then releases its state lock.
   * @default - all processes get SIGTERM at once
   */
  readonly interruptFirst?: string;
}

/** A process that ends when this one ends, even by SIGKILL, unless it is released. */
export interface GuardedProcess {
  readonly pid: number;
  /** Resolves with the exit code as text, or with the name of the signal that ended the process. */
  readonly exited: Promise<string>;
  /** Ends the process and all its descendants. Resolves when they have ended. */
  end(): Promise<void>;
  /** Lets the process continue after this one ends. */
  release(): Promise<void>;
}

const GUARD = path.join(__dirname, "guard.cjs");

/**
 * Starts a command under a guard, a small process that ends the command when this one ends.
 * @throws Error when the command cannot be started
 */
export async function startGuarded(command: GuardedCommand): Promise<GuardedProcess> {
  mkdirSync(path.dirname(command.logFile), { recursive: true });
  writeFileSync(command.logFile, "");
  const guard = spawn(
    process.execPath,
    [GUARD, path.resolve(command.logFile), command.interruptFirst ?? "", command.command, ...command.args],
    // Detached, so that Ctrl-C in the terminal reaches only this process, which ends the others in order.
    { cwd: command.cwd, env: command.env, detached: true, stdio: ["pipe", "pipe", "ignore"] },
  );
  // The guard may have ended.
  guard.stdin.on("error", () => undefined);
  const guardEnded = new Promise<unknown>((resolve) => guard.once("exit", resolve).once("error", resolve));
  const lines = createInterface({ input: guard.stdout });
  let exit = "unknown";
  const started = new Promise<number>((resolve, reject) => {
    lines.on("line", (line) => {
      const [word = "", ...rest] = line.split(" ");
      if (word === "started") resolve(Number(rest[0]));
      if (word === "failed") reject(new Error(`${command.command} cannot be started: ${rest.join(" ")}`));
      if (word === "exited") exit = rest.join(" ");
    });
    guard.once("error", reject);
    guard.once("exit", () => {
      reject(new Error(`${command.command} cannot be started: its guard has ended`));
    });
  });
  // The last line may arrive after the exit.
  const drained = new Promise<void>((resolve) => lines.once("close", resolve));
  const exited = Promise.all([guardEnded, drained]).then(() => exit);
  const send = async (word: string): Promise<void> => {
    if (guard.exitCode === null && guard.signalCode === null) guard.stdin.write(`${word}\n`);
    await guardEnded;
  };
  return { pid: await started, exited, end: () => send("end"), release: () => send("release") };
}

/**
 * Runs a guarded command until it ends.
 * @param signal ends the command; the signal's reason is then thrown
 * @returns the exit code as text, or the name of the signal that ended it
 */
export async function runGuarded(command: GuardedCommand, signal?: AbortSignal): Promise<string> {
  signal?.throwIfAborted();
  const guarded = await startGuarded(command);
  const end = (): void => void guarded.end();
  signal?.addEventListener("abort", end, { once: true });
  // Aborted during the start.
  if (signal?.aborted === true) end();
  const exit = await guarded.exited;
  signal?.removeEventListener("abort", end);
  signal?.throwIfAborted();
  return exit;
}
