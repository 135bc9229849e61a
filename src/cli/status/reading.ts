import { type RegistryStatus } from "../../operations/status/registry";
import { type RepositoryStatus } from "../../operations/status/status";
import { type Counter } from "../support/counter";

export interface StatusReading {
  /** The only repositories to read; all if empty. */
  readonly names: readonly string[];
  readonly progress: Counter;
  readonly signal: AbortSignal;
}

/** The status of an environment. */
export interface EnvironmentStatus {
  readonly repositories: readonly RepositoryStatus[];
  /** @default - no settings are declared, or only named repositories were read */
  readonly registry: RegistryStatus | undefined;
}
