import { setTimeout as sleep } from "node:timers/promises";
import { countText } from "../../domain/text/format";
import { EMULATED } from "../../emulator/emulator-env";
import { type Environment } from "../../model/environment";
import { counter } from "../support/counter";
import { requireEnvironment } from "../support/environments";
import { Interrupted, withInterrupts } from "../support/interrupts";
import { anyRepositoryNames } from "../support/named-repository";
import { write } from "../support/write";
import { type EnvironmentStatus, isReady, recordText, statusRecord } from "./record";
import { statusTable } from "./table";

export interface StatusOptions {
  readonly output: string;
  readonly watch?: boolean;
  /** Seconds. */
  readonly interval: string;
}

export interface StatusRequest extends StatusOptions {
  readonly environment: string;
  readonly repositories: readonly string[];
}

export async function statusCommand(root: string, request: StatusRequest): Promise<void> {
  const seconds = secondsOf(request.interval);
  const { output, watch } = request;
  if (watch === true && !["table", "wide"].includes(output))
    throw new Error(`--watch: expected -o table or -o wide, found -o ${output}`);
  await withInterrupts((signal) =>
    watch === true ? watchStatus(root, request, seconds, signal) : showStatus(root, request, signal),
  );
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== "" && seconds >= 1 && seconds <= 3600) return seconds;
  throw new Error(`--interval: expected 1 to 3600 seconds, found ${JSON.stringify(text)}`);
}

const CLEAR_SCREEN = "\u001b[H\u001b[2J\u001b[3J";

async function showStatus(root: string, request: StatusRequest, signal: AbortSignal, before = ""): Promise<void> {
  const environment = requireEnvironment(root, request.environment);
  const { readStatus } = require("./read-status") as typeof import("./read-status");
  const status = await readStatus(environment, {
    names: anyRepositoryNames(environment, request.repositories),
    progress: counter("repositories read"),
    signal,
  });
  await write([`${before}${await rendered(environment, status, request.output)}`]);
  process.exitCode = isReady(status) ? 0 : 1;
}

/** Ends with Ctrl-C, and with the exit code of the last status shown. */
async function watchStatus(root: string, request: StatusRequest, seconds: number, signal: AbortSignal): Promise<void> {
  for (let round = 1; ; round += 1) {
    const between = process.stdout.isTTY ? CLEAR_SCREEN : round > 1 ? "\n" : "";
    try {
      await showStatus(root, request, signal, between);
    } catch (cause) {
      if (round === 1) throw cause;
      if (cause instanceof Interrupted) return;
      process.stderr.write(`error: ${(cause as Error).message}. Retrying in ${seconds} s\n`);
      process.exitCode = 1;
    }
    if (await interrupted(seconds, signal)) return;
  }
}

async function interrupted(seconds: number, signal: AbortSignal): Promise<boolean> {
  await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
  return signal.aborted;
}

async function rendered(environment: Environment, status: EnvironmentStatus, output: string): Promise<string> {
  const lastSyncTime = new Date().toISOString();
  if (output === "table" || output === "wide")
    return (
      statusTable(environment.name, status.repositories, lastSyncTime.replace(/\.\d+Z$/, "Z"), {
        wide: output === "wide",
        registry: status.registry,
      }) + (process.env[EMULATED] === undefined ? "" : notCompared(environment))
    );
  return recordText(statusRecord(environment, status, lastSyncTime), output);
}

/** A line about what the emulator does not have; empty if it has everything. */
export function notCompared({ publicRepositories = [] }: Pick<Environment, "publicRepositories">): string {
  const { length } = publicRepositories;
  return length === 0
    ? ""
    : `Not compared with AWS: ${countText(length, "public repository", "public repositories")}.\n`;
}
