import { oneOf, quoteValue } from "../../domain/problems/problem";
import { type ListedCount, type ListedCounts, type ScanAnswer } from "./scan";
import { SEVERITIES, severityOf, type FindingSeverity } from "../../domain/images/scan-kinds";

/** AWS's counts by severity, and faults in them. */
export function countsOf(counts: Readonly<Record<string, unknown>>): {
  readonly counts: Readonly<Partial<Record<FindingSeverity, number>>>;
  readonly faults: readonly string[];
} {
  const sums: Partial<Record<FindingSeverity, number>> = {};
  const faults: string[] = [];
  for (const [word, count] of Object.entries(counts)) {
    const severity = severityOf(word);
    if (severity === undefined) {
      faults.push(
        `expected only the severities ${oneOf(SEVERITIES, "and")}, found ${quoteValue(word)} (count ${quoteValue(count)})`,
      );
    } else if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 0) {
      faults.push(`expected a whole number of ${severity} findings, 0 or more, found ${quoteValue(count)}`);
    } else sums[severity] = (sums[severity] ?? 0) + count;
  }
  return { counts: sums, faults };
}

/** Counts the listed findings by severity, except for unknown severities. */
export function listedOf(
  findings: readonly { readonly severity?: string | undefined; readonly isOpen: boolean }[],
): ListedCounts {
  const sums: Partial<Record<FindingSeverity, ListedCount>> = {};
  for (const { severity: word, isOpen } of findings) {
    const severity = severityOf(word);
    if (severity === undefined) continue;
    const { open, all } = sums[severity] ?? { open: 0, all: 0 };
    sums[severity] = { open: open + (isOpen ? 1 : 0), all: all + 1 };
  }
  return sums;
}

/**
 * Explains why the list of findings may be incomplete. AWS counts at least the open findings, and at most the listed ones.
 * Only the severities that fail the gate matter.
 * @returns `undefined` if counts and list agree
 */
export function disagreement(
  { counts, listed, uncounted }: ScanAnswer,
  failOn: readonly FindingSeverity[],
): string | undefined {
  if (counts === undefined) {
    const hasFindings = SEVERITIES.some((severity) => listed[severity] !== undefined);
    if (hasFindings) return `AWS lists findings, but does not return counts by severity${ADVICE}`;
    return uncounted === true ? `expected findings or their counts by severity, found neither${ADVICE}` : undefined;
  }
  const wrong = failOn.flatMap((severity) => {
    const { open, all } = listed[severity] ?? { open: 0, all: 0 };
    const count = counts[severity] ?? 0;
    return count >= open && count <= all
      ? []
      : [`AWS counts ${count} ${severity.toLowerCase()} ${count === 1 ? "finding" : "findings"}, but lists ${all}`];
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

const ADVICE = ". Run the gate again. If the problem persists, check the image in the ECR console";
