import { clearInterval, setInterval } from "node:timers";
import { runGuarded, type GuardedCommand } from "../../processes/guarded-process";
import { logTail } from "../../processes/log-tail";

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
