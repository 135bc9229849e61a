import { fromPowerShell, powerShellTest } from "../../aws/powershell";
import { TIMES } from "./time";

/** An entry with the keys of the AWS CLI. */
export interface CliEntry {
  readonly entry: unknown;
  /** Whether a time had no zone, so that UTC was added. */
  readonly isZoneAssumed: boolean;
}

const isFromPowerShell = powerShellTest(["imageDigest", "imageDetails", "imageId", "imagePushedAt", "images"]);
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?$/;
const WITH_ZONE: ReadonlySet<string> = new Set(TIMES);

/** Converts an entry of AWS Tools for PowerShell, whose times may lack a zone; leaves every other value as it is. */
export function cliEntry(entry: unknown): CliEntry {
  if (!isFromPowerShell(entry)) return { entry, isZoneAssumed: false };
  let isZoneAssumed = false;
  const converted = Object.entries(fromPowerShell(entry) as Readonly<Record<string, unknown>>).map(([key, value]) => {
    if (!WITH_ZONE.has(key) || typeof value !== "string" || !WITHOUT_ZONE.test(value)) return [key, value];
    isZoneAssumed = true;
    return [key, `${value}Z`];
  });
  return { entry: Object.fromEntries(converted), isZoneAssumed };
}
