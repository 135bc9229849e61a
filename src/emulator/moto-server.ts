import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startGuarded, type GuardedProcess } from "../processes/guarded-process";
import { logTail, readLog } from "../processes/log-tail";
import { installedMotoCommands, pinnedMotoCommand, type MotoCommand } from "./moto-command";

export interface MotoServerOptions {
  /** Id of the emulator's account, 12 digits. @default - moto's own, that of `EMULATED_LOCATION` */
  readonly account?: string;
  /** Folder for the virtual environment, if moto has to be installed. */
  readonly cacheFolder: string;
  /** Receives the server's log. @default - `moto.log` in the cache folder */
  readonly logFile?: string;
  /** Environment of the server. `PATH` decides which moto is found. */
  readonly env: NodeJS.ProcessEnv;
  /** Aborts the start. @default - the start cannot be aborted */
  readonly signal?: AbortSignal;
}

/** A running moto server: an AWS emulator in memory, on a loopback port. */
export interface MotoServer {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly pid: number;
  readonly logFile: string;
  /** Resolves with the exit code or signal when the server ends. */
  readonly exited: Promise<string>;
  stop(): Promise<void>;
  /** Lets the server continue after this process ends. From then on it is stopped by its pid. */
  keep(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 50;

/**
 * Starts a moto server that ends with this process, unless it is kept. The server itself asks the operating system for a free port,
 * so no other process can take it first.
 * @throws Error when no moto can be found, installed or started. The message has the end of its log
 */
export async function startMotoServer(options: MotoServerOptions): Promise<MotoServer> {
  const failures: string[] = [];
  for (const command of installedMotoCommands(options.env)) {
    const started = await start(command, options);
    if (typeof started !== "string") return started;
    failures.push(started);
  }
  let pinned: MotoCommand;
  try {
    pinned = await pinnedMotoCommand(options.cacheFolder, options.env, options.signal);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw new Error([...failures, (error as Error).message].join("\n"), { cause: error });
  }
  const started = await start(pinned, options);
  if (typeof started !== "string") return started;
  throw new Error([...failures, started].join("\n"));
}

/** The server, or why it does not run. */
async function start(moto: MotoCommand, options: MotoServerOptions): Promise<MotoServer | string> {
  options.signal?.throwIfAborted();
  const logFile = options.logFile ?? path.join(options.cacheFolder, "moto.log");
  const guarded = await startGuarded({
    command: moto.command,
    args: [...moto.args, "-H", "127.0.0.1", "-p", "0"],
    env: options.account === undefined ? options.env : { ...options.env, MOTO_ACCOUNT_ID: options.account },
    logFile,
  });
  try {
    const endpoint = await ready(guarded, logFile, options.signal);
    if (endpoint !== undefined) {
      const { pid, exited } = guarded;
      return { endpoint, pid, logFile, exited, stop: () => guarded.end(), keep: () => guarded.release() };
    }
  } catch (error) {
    await guarded.end();
    options.signal?.throwIfAborted();
    throw error;
  }
  await guarded.end();
  const line = [moto.command, ...moto.args].join(" ");
  const exit = await guarded.exited;
  return `${line} ended before it responded (exit ${exit}). End of its log:\n${logTail(logFile)}`.trimEnd();
}

/** The server's endpoint, once it responds; `undefined` if the server ends first. */
async function ready(guarded: GuardedProcess, logFile: string, signal?: AbortSignal): Promise<string | undefined> {
  const ended = guarded.exited.then(() => "ended" as const);
  const until = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < until) {
    if ((await Promise.race([ended, sleep(POLL_MS, "waiting" as const, { signal })])) === "ended") return undefined;
    const endpoint = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(readLog(logFile))?.[1];
    if (endpoint !== undefined && (await answers(`${endpoint}/moto-api/`))) return endpoint;
  }
  throw new Error(
    `moto did not respond within ${START_TIMEOUT_MS / 1000} seconds. End of its log:\n${logTail(logFile)}`.trimEnd(),
  );
}

/** Whether a server responds to HTTP at an address, with any status. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}
