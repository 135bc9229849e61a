import { errorRecord, ofAllEnvironments, type EnvironmentOutcome } from "../support/all-environments";
import { refuseWithAll } from "../support/arguments";
import { withInterrupts } from "../support/interrupts";
import { write } from "../support/write";
import { allTable } from "./all-table";
import { readStatus } from "./read-status";
import { type EnvironmentStatus, isReady, recordText, statusRecord } from "./record";
import { type StatusOptions } from "./status";

/** The status of one of several environments. */
export type StatusOutcome = EnvironmentOutcome<{
  readonly status: EnvironmentStatus;
  /** ISO 8601, when AWS was read. */
  readonly lastSyncTime: string;
}>;

/** `ecr status --all`: the status of every environment. One that cannot be read does not hide the others. */
export async function allStatusCommand(root: string, { output, watch }: StatusOptions): Promise<void> {
  refuseWithAll({ "--watch": watch });
  const all: readonly StatusOutcome[] = await withInterrupts((signal) =>
    ofAllEnvironments(root, "repositories read", signal, async ({ environment }, progress) => ({
      status: await readStatus(environment, { names: [], progress, signal }),
      lastSyncTime: new Date().toISOString(),
    })),
  );
  const isTable = output === "table" || output === "wide";
  await write([isTable ? allTable(all, { wide: output === "wide" }) : await recordText(all.map(recordOf), output)]);
  process.exitCode = all.every((outcome) => outcome.ok && isReady(outcome.value.status)) ? 0 : 1;
}

function recordOf(outcome: StatusOutcome): object {
  if (!outcome.ok) return errorRecord(outcome);
  const { environment, value } = outcome;
  return statusRecord(environment, value.status, value.lastSyncTime);
}
