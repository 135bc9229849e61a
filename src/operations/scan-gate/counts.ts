import { quoteValue } from "../../domain/problems/problem";
import { type ScanAnswer } from "./scan";
import { SEVERITIES, severityOf, type FindingSeverity } from "../../domain/images/scan-kinds";

/** How many findings of one severity an answer lists, all pages together. */
export interface Listed {
  /** Those that Amazon Inspector has neither suppressed nor closed. */
  readonly open: number;
  readonly all: number;
}

export type ListedCounts = Readonly<Partial<Record<FindingSeverity, Listed>>>;

/** AWS's counts by severity, and what in them is not understood. */
export function countsOf(counts: Readonly<Record<string, unknown>>): {
  readonly counts: Readonly<Partial<Record<FindingSeverity, number>>>;
  readonly faults: readonly string[];
} {
  const sums: Partial<Record<FindingSeverity, number>> = {};
  const faults: string[] = [];
  for (const [word, count] of Object.entries(counts)) {
    const severity = severityOf(word);
    if (severity === undefined) {
      faults.push(`expected counts of ${SEVERITIES.join(", ")}, found ${quoteValue(count)} of ${quoteValue(word)}`);
    } else if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 0) {
      faults.push(`expected a whole number of ${severity} findings, 0 or more, found ${quoteValue(count)}`);
    } else sums[severity] = (sums[severity] ?? 0) + count;
  }
  return { counts: sums, faults };
}

/** Counts what is listed. Severities that are not understood are not among them. */
export function listedOf(
  findings: readonly { readonly severity?: string | undefined; readonly isOpen: boolean }[],
): ListedCounts {
  const sums: Partial<Record<FindingSeverity, Listed>> = {};
  for (const { severity: word, isOpen } of findings) {
    const severity = severityOf(word);
    if (severity === undefined) continue;
    const { open, all } = sums[severity] ?? { open: 0, all: 0 };
    sums[severity] = { open: open + (isOpen ? 1 : 0), all: all + 1 };
  }
  return sums;
}

/**
 * Why the list of findings cannot be trusted to be complete. AWS counts at least what is open, and nothing that it does not
 * list; other severities than those that fail do not matter.
 * @returns `undefined` when counts and list agree
 */
export function disagreement(
  { counts, listed, uncounted }: ScanAnswer,
  failOn: readonly FindingSeverity[],
): string | undefined {
  if (counts === undefined) {
    const some = SEVERITIES.some((severity) => listed[severity] !== undefined);
    if (some) return `expected counts of the listed findings, found none${ADVICE}`;
    return uncounted === true
      ? `expected counts of findings by severity, found none, and no findings${ADVICE}`
      : undefined;
  }
  const wrong = failOn.flatMap((severity) => {
    const { open, all } = listed[severity] ?? { open: 0, all: 0 };
    const count = counts[severity] ?? 0;
    return count >= open && count <= all ? [] : [`AWS counts ${count} ${severity.toLowerCase()} and lists ${all}`];
  });
  return wrong.length === 0 ? undefined : `${wrong.join("; ")}${ADVICE}`;
}

/** What AWS counts beyond its list, of severities that do not fail: `500 medium`. */
export function unlisted({ counts = {}, listed }: ScanAnswer): string[] {
  return SEVERITIES.flatMap((severity) => {
    const more = (counts[severity] ?? 0) - (listed[severity]?.all ?? 0);
    return more > 0 ? [`${more} ${severity.toLowerCase()}`] : [];
  });
}

const ADVICE = ". Run the gate again; if it stays so, look at the image in the ECR console";
