import { z } from "zod";
import { error, quoteValue, type Problem } from "../../domain/problems/problem";
import { parse, type Parsed } from "../../domain/problems/schema-problems";
import { type ScanFinding } from "./scan";

/** A finding that somebody has decided to live with for a while. */
export interface Ignore {
  readonly id: string;
  /** The only package in which it is ignored. @default - every package */
  readonly package?: string;
  readonly reason: string;
  /** The last day, UTC, on which it is ignored: `2026-12-31`. */
  readonly expires: string;
}

const text = (what: string) =>
  z
    .string()
    .trim()
    .min(1, { error: `empty; ${what}` });

const day = z.string().refine(isDay, {
  error: ({ input }) => `found ${quoteValue(input)}; a day is expected, as in 2026-12-31`,
});

const ignoreSchema = z.strictObject({
  id: text("write the finding's name, as in CVE-2026-1234"),
  package: text("write the package's name, or leave the key out").optional(),
  reason: text("say why the finding is ignored"),
  expires: day,
});

/**
 * Reads a list of findings to ignore. Entries that have expired are errors, so that none is ignored for ever by oversight.
 * @param today `2026-01-31`, UTC
 */
export function parseIgnores(value: unknown, today: string): Parsed<readonly Ignore[]> {
  const parsed = parse("ignore", z.array(ignoreSchema), value);
  // Sound entries are checked beside broken ones: all is told at once.
  const sound = (Array.isArray(value) ? value : []).map((entry: unknown) => ignoreSchema.safeParse(entry).data);
  const problems = [...(parsed.ok ? [] : parsed.problems), ...checkExpired(sound, today), ...checkRepeated(sound)];
  return problems.length > 0 || !parsed.ok ? { ok: false, problems } : parsed;
}

/** An entry, or `undefined` where it is no sound one. */
type Entry = Ignore | undefined;

/** Whether an entry is about a finding; names are compared without regard to letter case. */
export function ignores({ id, package: name }: Ignore, finding: ScanFinding): boolean {
  return id.toLowerCase() === finding.id.toLowerCase() && (name === undefined || name === finding.package);
}

function checkExpired(entries: readonly Entry[], today: string): Problem[] {
  return entries.flatMap((entry, index) => {
    if (entry === undefined || entry.expires >= today) return [];
    const message = `${entry.id} was ignored until ${entry.expires}, today is ${today}; mend the finding and take the entry out, or decide anew and set "expires" to a later day`;
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
      error("ignore/repeated", [index, "id"], `${what} is ignored by entry ${before + 1} already; keep one of them`),
    ];
  });
}

function isDay(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const time = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value);
}
