import { type RegistryDifference } from "../../domain/registry/differences";
import { type RegistrySetting } from "../../domain/registry/settings";

/** The status of the registry settings that an environment declares. */
export interface RegistryStatus {
  /** `ready`: as declared; `differs`: AWS differs; `unread`: could not be read completely. */
  readonly state: "ready" | "differs" | "unread";
  /** Names of the declared settings. */
  readonly settings: readonly RegistrySetting[];
  readonly differences: readonly RegistryDifference[];
  /** Why settings could not be read. */
  readonly faults: readonly string[];
}

/** A declared setting, how AWS differs from it, and why it could not be read. */
export interface SettingReading {
  readonly setting: RegistrySetting;
  readonly differences: readonly RegistryDifference[];
  readonly refusal?: { readonly message: string };
}

/** @returns `undefined` if no settings are declared */
export function registryStatus(readings: readonly SettingReading[]): RegistryStatus | undefined {
  if (readings.length === 0) return undefined;
  const differences = readings.flatMap((reading) => reading.differences);
  const faults = readings.flatMap(({ refusal }) => refusal?.message ?? []);
  return {
    state: differences.length > 0 ? "differs" : faults.length > 0 ? "unread" : "ready",
    settings: readings.map(({ setting }) => setting),
    differences,
    faults,
  };
}
