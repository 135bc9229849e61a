import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";

export interface GuardedCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the process; nothing is added. */
  readonly env: NodeJS.ProcessEnv;
  /** Working folder. @default - that of this process */
  readonly cwd?: string;
  /** File that takes both outputs; emptied first, its folder is made. */
  readonly logFile: string;
  /**
   * Name of a program among the command's descendants that is to be interrupted (SIGINT), and given 20 seconds,
   * before the rest is ended: `terraform`, which then gives its state lock back.
   * @default - everything is ended (SIGTERM) at once
   */
  readonly interruptFirst?: string;
}

/** A process that ends when this one does, however this one ends, unless it is released. */
export interface GuardedProcess {
  readonly pid: number;
  /** Exit code as text, or the name of the signal that ended it. */
  readonly exited: Promise<string>;
  /** Ends the process and all its descendants; resolves when they are gone. */
  end(): Promise<void>;
  /** Lets it run on when this process ends. */
  release(): Promise<void>;
}

const GUARD = path.join(__dirname, "guard.cjs");

/**
 * Starts a command under a guard: a small process that ends it as soon as this one is gone, SIGKILL included.
 * @throws Error when the command cannot be started
 */
export async function startGuarded(command: GuardedCommand): Promise<GuardedProcess> {
  mkdirSync(path.dirname(command.logFile), { recursive: true });
  writeFileSync(command.logFile, "");
  const guard = spawn(
    process.execPath,
    [GUARD, path.resolve(command.logFile), command.interruptFirst ?? "", command.command, ...command.args],
    // A session of its own: Ctrl-C in the terminal is for this process, which then ends things in their order.
    { cwd: command.cwd, env: command.env, detached: true, stdio: ["pipe", "pipe", "ignore"] },
  );
  // The guard may be gone when it is told to end.
  guard.stdin.on("error", () => undefined);
  const left = new Promise<unknown>((resolve) => guard.once("exit", resolve).once("error", resolve));
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
      reject(new Error(`${command.command} cannot be started: its guard ended`));
    });
  });
  // Everything that the guard wrote is read before its exit counts.
  const drained = new Promise<void>((resolve) => lines.once("close", resolve));
  const exited = Promise.all([left, drained]).then(() => exit);
  const tell = async (word: string): Promise<void> => {
    if (guard.exitCode === null && guard.signalCode === null) guard.stdin.write(`${word}\n`);
    await left;
  };
  return { pid: await started, exited, end: () => tell("end"), release: () => tell("release") };
}

/**
 * Runs a guarded command to its end.
 * @param signal ends the command, and then throws the signal's reason
 * @returns the exit code as text, or the name of the signal that ended it
 */
export async function runGuarded(command: GuardedCommand, signal?: AbortSignal): Promise<string> {
  signal?.throwIfAborted();
  const guarded = await startGuarded(command);
  const end = (): void => void guarded.end();
  signal?.addEventListener("abort", end, { once: true });
  // Aborted while it was being started.
  if (signal?.aborted === true) end();
  const exit = await guarded.exited;
  signal?.removeEventListener("abort", end);
  signal?.throwIfAborted();
  return exit;
}
