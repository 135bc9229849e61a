/** `/Date(1763632800000)/`, a time as PowerShell 5.1 writes it. */
const NET_DATE = /^\/Date\((-?\d+)\)\/$/;

/** A time that .NET writes for "never", which ends with or without a zone. */
const NEVER = "0001-01-01T00:00:00";

/**
 * Returns a test whether a value has the keys of AWS Tools for PowerShell (`ImageDigest`) instead of those of the AWS CLI
 * (`imageDigest`).
 * @param keys some of the CLI's keys
 */
export function powerShellTest(
  keys: readonly string[],
): (value: unknown) => value is Readonly<Record<string, unknown>> {
  const pairs = keys.map((key) => [key, pascalCase(key)] as const);
  return (value): value is Readonly<Record<string, unknown>> => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    return pairs.some(([key, inPowerShell]) => !(key in value) && inPowerShell in value);
  };
}

/** A value that `ConvertTo-Json` wrote, as the AWS CLI would write it: the same keys and constants, and times since 1970. */
export function fromPowerShell(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromPowerShell);
  if (typeof value === "string") return timeFromNet(value);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value) as [string, unknown][];
  const [constant, another] = entries;
  // A constant, such as an image's status, is an object with a Value.
  if (constant?.[0] === "Value" && another === undefined) return constant[1];
  return Object.fromEntries(entries.map(([key, each]) => [camelCase(key), fromPowerShell(each)]));
}

function timeFromNet(text: string): unknown {
  if (text.startsWith(NEVER)) return undefined;
  const [, milliseconds] = NET_DATE.exec(text) ?? [];
  if (milliseconds === undefined) return text;
  const time = Number(milliseconds);
  return time < 0 ? undefined : time / 1000;
}

export function camelCase(key: string): string {
  return key.slice(0, 1).toLowerCase() + key.slice(1);
}

function pascalCase(key: string): string {
  return key.slice(0, 1).toUpperCase() + key.slice(1);
}
