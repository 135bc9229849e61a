import { readFileSync, rmSync } from "node:fs";
import { z } from "zod";
import { isProcessAlive, processIdentity, type ProcessIdentity } from "../processes/process-identity";
import { writeAtomically } from "../processes/write-atomically";

/** What is known about an emulator that runs on after the command that started it. */
export interface EmulatorState {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  /** Name of the environment that it was started for. @default - an earlier version of the command has started it */
  readonly environment?: string;
  /** Account id that it answers for. */
  readonly account: string;
  readonly region: string;
  readonly process: ProcessIdentity;
  readonly logFile: string;
  /** ISO 8601. */
  readonly startedAt: string;
}

const schema = z.object({
  endpoint: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }),
  environment: z.string().optional(),
  account: z.string(),
  region: z.string(),
  process: processIdentity,
  logFile: z.string(),
  startedAt: z.string(),
});

/** What a state file says: nothing, something unreadable, an emulator that has gone, or one whose process lives. */
export type FoundEmulator =
  | { readonly found: "none" }
  | { readonly found: "unreadable"; readonly why: string }
  | { readonly found: "gone"; readonly state: EmulatorState }
  | { readonly found: "alive"; readonly state: EmulatorState };

/** Reads a state file and looks whether the process in it is still the same one. */
export function findEmulator(file: string): FoundEmulator {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { found: "none" };
    return { found: "unreadable", why: (error as Error).message };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { found: "unreadable", why: `${file} is not JSON` };
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      found: "unreadable",
      why: `${file}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not an emulator"}`,
    };
  }
  return { found: isProcessAlive(parsed.data.process) ? "alive" : "gone", state: parsed.data };
}

/** Writes a state file in one step: a reader sees the old one or the new one. */
export function saveEmulator(file: string, state: EmulatorState): void {
  writeAtomically(file, `${JSON.stringify(state, undefined, 2)}\n`);
}

export function forgetEmulator(file: string): void {
  rmSync(file, { force: true });
}
