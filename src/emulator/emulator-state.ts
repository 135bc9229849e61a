import { readFileSync, rmSync } from "node:fs";
import { z } from "zod";
import { isProcessAlive, processIdentity } from "../processes/process-identity";
import { writeAtomically } from "../processes/write-atomically";

const schema = z.object({
  /** `http://127.0.0.1:<port>` */
  endpoint: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }),
  /** Environment that it was started for. @default - unknown, because an earlier version started it */
  environment: z.string().optional(),
  /** Id of its account. */
  account: z.string(),
  region: z.string(),
  process: processIdentity,
  logFile: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
});

/** An emulator that keeps running after the command that started it. */
export type EmulatorState = Readonly<z.output<typeof schema>>;

/** What a state file contains: nothing, something unreadable, an emulator that has ended, or one whose process runs. */
export type FoundEmulator =
  | { readonly status: "none" }
  | { readonly status: "unreadable"; readonly reason: string }
  | { readonly status: "ended"; readonly state: EmulatorState }
  | { readonly status: "running"; readonly state: EmulatorState };

/** Reads a state file, and checks that its process is still the same one. */
export function findEmulator(file: string): FoundEmulator {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { status: "none" };
    return { status: "unreadable", reason: (error as Error).message };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { status: "unreadable", reason: `${file}: not valid JSON` };
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { status: "unreadable", reason: `${file}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` };
  }
  return { status: isProcessAlive(parsed.data.process) ? "running" : "ended", state: parsed.data };
}

export function saveEmulator(file: string, state: EmulatorState): void {
  writeAtomically(file, `${JSON.stringify(state, undefined, 2)}\n`);
}

export function forgetEmulator(file: string): void {
  rmSync(file, { force: true });
}
