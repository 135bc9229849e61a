import { type Environment } from "../../model/environment";
import { allReady, statusTotals } from "../../operations/status/totals";
import { type EnvironmentStatus } from "./reading";

/** The status of an environment for programs, as `--help` documents it. */
export function statusRecord(
  { name, location }: Environment,
  { repositories, registry }: EnvironmentStatus,
  lastSyncTime: string,
): object {
  return {
    environment: name,
    ...location,
    lastSyncTime,
    repositories,
    ...(registry === undefined ? {} : { registry }),
    totals: statusTotals(repositories),
  };
}

/** Whether an environment is as it is declared. */
export function isReady({ repositories, registry }: EnvironmentStatus): boolean {
  return allReady(statusTotals(repositories)) && (registry?.state ?? "ready") === "ready";
}

/** A record as JSON or YAML. */
export async function recordText(record: object, output: string): Promise<string> {
  if (output === "json") return `${JSON.stringify(record, undefined, 2)}\n`;
  const { stringify } = await import("yaml");
  return stringify(record, { version: "1.1", aliasDuplicateObjects: false });
}
