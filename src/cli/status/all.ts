import { type RepositoryStatus } from "../../operations/status/status";
import { allReady, statusTotals } from "../../operations/status/totals";
import { errorRecord, ofAllEnvironments, type EnvironmentOutcome } from "../support/all-environments";
import { withInterrupts } from "../support/interrupts";
import { write } from "../support/write";
import { allTable } from "./all-table";
import { readStatus } from "./read-repositories";
import { recordText, statusRecord } from "./record";
import { type StatusOptions } from "./status";

/** The status of one of several environments. */
export type EnvironmentStatus = EnvironmentOutcome<{
  readonly statuses: readonly RepositoryStatus[];
  /** ISO 8601, when AWS was read. */
  readonly lastSyncTime: string;
}>;

/** `ecr status --all`: the status of every environment. One that cannot be read does not hide the others. */
export async function allStatusCommand(root: string, { output, watch }: StatusOptions): Promise<void> {
  if (watch === true) throw new Error("--all cannot be combined with --watch. Name an environment to watch");
  const all: readonly EnvironmentStatus[] = await withInterrupts((signal) =>
    ofAllEnvironments(root, "repositories read", signal, async (environment, progress) => ({
      statuses: await readStatus(environment, { names: [], progress, signal }),
      lastSyncTime: new Date().toISOString(),
    })),
  );
  const isTable = output === "table" || output === "wide";
  await write([isTable ? allTable(all, { wide: output === "wide" }) : await recordText(all.map(recordOf), output)]);
  const isReady = all.every((status) => status.ok && allReady(statusTotals(status.value.statuses)));
  process.exitCode = isReady ? 0 : 1;
}

function recordOf(status: EnvironmentStatus): object {
  if (!status.ok) return errorRecord(status);
  const { environment, value } = status;
  return statusRecord(environment, value.statuses, value.lastSyncTime);
}
