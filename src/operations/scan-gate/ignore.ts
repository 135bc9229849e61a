import { z } from "zod";
import { error, prefixed, type Problem } from "../../domain/problems/problem";
import { parse, type Parsed } from "../../domain/problems/schema-problems";
import { daySchema } from "../../domain/text/day";
import { type ScanFinding } from "./scan";
import { imageName, type UnscannableImage } from "./unscannable";

/** A finding to ignore until a certain day. */
export interface Ignore {
  readonly id: string;
  /** The only package in which to ignore it. @default - every package */
  readonly package?: string;
  readonly reason: string;
  /** The last day on which to ignore it, UTC: `2026-12-31`. */
  readonly expires: string;
}

/** An entry of the file of `--ignore`. */
export type IgnoreEntry = Ignore | UnscannableImage;

const text = (what: string) =>
  z
    .string()
    .trim()
    .min(1, { error: `expected ${what}, found an empty string` });

const findingSchema = z.strictObject({
  id: text("the name of a finding such as CVE-2026-1234"),
  package: text("the name of a package, or no package key").optional(),
  reason: text("the reason to ignore the finding"),
  expires: daySchema,
});

const imageSchema = z.strictObject({
  unscannable: imageName,
  reason: text("the reason to accept the image without a scan"),
  expires: daySchema,
});

/**
 * Parses a list of findings to ignore and of images that AWS cannot scan. Expired entries are errors, so that none is
 * accepted forever by mistake.
 * @param today `2026-01-31`, UTC
 */
export function parseIgnores(value: unknown, today: string): Parsed<readonly IgnoreEntry[]> {
  const list = parse("ignore", z.array(z.unknown()), value);
  if (!list.ok) return list;
  const parsed = list.value.map((entry): Parsed<IgnoreEntry> => {
    const isImage = typeof entry === "object" && entry !== null && "unscannable" in entry;
    return isImage ? parse("ignore", imageSchema, entry) : parse("ignore", findingSchema, entry);
  });
  // Valid entries are checked even if others are invalid, to report all problems together.
  const entries = parsed.map((entry) => (entry.ok ? entry.value : undefined));
  const problems = [
    ...parsed.flatMap((entry, index) => (entry.ok ? [] : prefixed([index], entry.problems))),
    ...checkExpired(entries, today),
    ...checkRepeated(entries),
  ];
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: entries.filter((entry) => entry !== undefined) };
}

/** An entry, or `undefined` if it is invalid. */
type Entry = IgnoreEntry | undefined;

/** Whether an entry is about an image, not about a finding. */
export function isUnscannable(entry: IgnoreEntry): entry is UnscannableImage {
  return "unscannable" in entry;
}

/** Whether an entry matches a finding. The comparison of names ignores case. */
export function ignores({ id, package: name }: Ignore, finding: ScanFinding): boolean {
  return id.toLowerCase() === finding.id.toLowerCase() && (name === undefined || name === finding.package);
}

/** What an entry is about, as messages show it. */
export function entryText(entry: IgnoreEntry): string {
  if (isUnscannable(entry)) return entry.unscannable;
  return entry.package === undefined ? entry.id : `${entry.id} in ${entry.package}`;
}

function checkExpired(entries: readonly Entry[], today: string): Problem[] {
  return entries.flatMap((entry, index) => {
    if (entry === undefined || entry.expires >= today) return [];
    const fix = isUnscannable(entry) ? "Scan the image with a different scanner" : "Fix the finding";
    const what = isUnscannable(entry) ? entry.unscannable : entry.id;
    const message = `expected ${today} or later, found ${entry.expires}: the entry for ${what} has expired. ${fix} and remove the entry, or set a later date`;
    return [error("ignore/expired", [index, "expires"], message)];
  });
}

function checkRepeated(entries: readonly Entry[]): Problem[] {
  const first = new Map<string, number>();
  return entries.flatMap((entry, index) => {
    if (entry === undefined) return [];
    const field = isUnscannable(entry) ? "unscannable" : "id";
    const key = JSON.stringify(isUnscannable(entry) ? [entry.unscannable] : [entry.id.toLowerCase(), entry.package]);
    const before = first.get(key);
    first.set(key, before ?? index);
    if (before === undefined) return [];
    const message = `entry ${before + 1} already covers ${entryText(entry)}. Remove one of the entries`;
    return [error("ignore/repeated", [index, field], message)];
  });
}
