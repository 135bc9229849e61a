import { rmSync } from "node:fs";

/** Ends the emulator that the setup started. */
export default async function teardown(): Promise<void> {
  const emulator = globalThis.e2eEmulator;
  if (emulator === undefined) return;
  await emulator.stop();
  rmSync(emulator.logFile, { force: true });
}
