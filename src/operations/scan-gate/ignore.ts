import { z } from "zod";
import { error, quoteValue, type Problem } from "../../domain/problems/problem";
import { parse, type Parsed } from "../../domain/problems/schema-problems";
import { type ScanFinding } from "./scan";

/** A finding to ignore until a certain day. */
export interface Ignore {
  readonly id: string;
  /** The only package in which to ignore it. @default - every package */
  readonly package?: string;
  readonly reason: string;
  /** The last day on which to ignore it, UTC: `2026-12-31`. */
  readonly expires: string;
}

const text = (what: string) =>
  z
    .string()
    .trim()
    .min(1, { error: `expected ${what}, found an empty string` });

const day = z.string().refine(isDay, {
  error: ({ input }) => `expected a date such as 2026-12-31, found ${quoteValue(input)}`,
});

const ignoreSchema = z.strictObject({
  id: text("the name of a finding such as CVE-2026-1234"),
  package: text("the name of a package, or no package key").optional(),
  reason: text("the reason to ignore the finding"),
  expires: day,
});

/**
 * Parses a list of findings to ignore. Expired entries are errors, so that no finding is ignored forever by mistake.
 * @param today `2026-01-31`, UTC
 */
export function parseIgnores(value: unknown, today: string): Parsed<readonly Ignore[]> {
  const parsed = parse("ignore", z.array(ignoreSchema), value);
  // Valid entries are checked even if others are invalid, to report all problems together.
  const valid = (Array.isArray(value) ? value : []).map((entry: unknown) => ignoreSchema.safeParse(entry).data);
  const problems = [...(parsed.ok ? [] : parsed.problems), ...checkExpired(valid, today), ...checkRepeated(valid)];
  return problems.length > 0 || !parsed.ok ? { ok: false, problems } : parsed;
}

/** An entry, or `undefined` if it is invalid. */
type Entry = Ignore | undefined;

/** Whether an entry matches a finding. The comparison of names ignores case. */
export function ignores({ id, package: name }: Ignore, finding: ScanFinding): boolean {
  return id.toLowerCase() === finding.id.toLowerCase() && (name === undefined || name === finding.package);
}

function checkExpired(entries: readonly Entry[], today: string): Problem[] {
  return entries.flatMap((entry, index) => {
    if (entry === undefined || entry.expires >= today) return [];
    const message = `expected ${today} or later, found ${entry.expires}: the entry for ${entry.id} has expired. Fix the finding and remove the entry, or set a later day`;
    return [error("ignore/expired", [index, "expires"], message)];
  });
}

function checkRepeated(entries: readonly Entry[]): Problem[] {
  const first = new Map<string, number>();
  return entries.flatMap((entry, index) => {
    if (entry === undefined) return [];
    const { id, package: name } = entry;
    const key = JSON.stringify([id.toLowerCase(), name]);
    const before = first.get(key);
    first.set(key, before ?? index);
    if (before === undefined) return [];
    const what = name === undefined ? id : `${id} in ${name}`;
    return [
      error("ignore/repeated", [index, "id"], `entry ${before + 1} already ignores ${what}. Remove one of the entries`),
    ];
  });
}

function isDay(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const time = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value);
}
