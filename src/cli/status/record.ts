import { type Environment } from "../../model/environment";
import { type RepositoryStatus } from "../../operations/status/status";
import { statusTotals } from "../../operations/status/totals";

/** The status of an environment for programs, as `--help` documents it. */
export function statusRecord(
  { name, location }: Environment,
  statuses: readonly RepositoryStatus[],
  lastSyncTime: string,
): object {
  return { environment: name, ...location, lastSyncTime, repositories: statuses, totals: statusTotals(statuses) };
}

/** A record as JSON or YAML. */
export async function recordText(record: object, output: string): Promise<string> {
  if (output === "json") return `${JSON.stringify(record, undefined, 2)}\n`;
  const { stringify } = await import("yaml");
  return stringify(record, { version: "1.1", aliasDuplicateObjects: false });
}
