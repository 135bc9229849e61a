import { type Environment } from "../../model/environment";
import { allReady, statusTotals } from "../../operations/status/totals";
import { type RegistryStatus } from "../../operations/status/registry";
import { type RepositoryStatus } from "../../operations/status/status";
import { type Counter } from "../support/counter";
import { jsonText } from "../support/write";

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

export async function recordText(record: object, output: string): Promise<string> {
  if (output === "json") return jsonText(record);
  const { stringify } = await import("yaml");
  return stringify(record, { version: "1.1", aliasDuplicateObjects: false });
}

export interface StatusReading {
  /** The only repositories to read; all if empty. */
  readonly names: readonly string[];
  readonly progress: Counter;
  readonly signal: AbortSignal;
}

export interface EnvironmentStatus {
  readonly repositories: readonly RepositoryStatus[];
  /** @default - no settings are declared, or only named repositories were read */
  readonly registry: RegistryStatus | undefined;
}
