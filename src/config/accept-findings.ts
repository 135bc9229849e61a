import { accepts, acceptFindingsSchema, type Acceptance } from "../domain/policy-lint/acceptance";
import { checkEnding } from "../domain/problems/expiry";
import { quoteValue, warning, type Problem } from "../domain/problems/problem";
import { valueAt } from "../domain/problems/schema-problems";
import { located, type LocatedProblem } from "./problems";
import { type SourceDocument } from "./source/source";

const SETTING = "acceptFindings";

/** What acceptances leave of the problems, and how many they accept. */
export interface Accepted {
  readonly problems: readonly LocatedProblem[];
  readonly count: number;
}

/**
 * The problems without accepted findings, and with a warning for each acceptance that no finding needs. With an error elsewhere,
 * findings may be missing, so there are no such warnings.
 */
export function withAccepted(
  document: SourceDocument,
  acceptances: readonly Acceptance[],
  problems: readonly LocatedProblem[],
): Accepted {
  if (acceptances.length === 0) return { problems, count: 0 };
  const used = new Set<Acceptance>();
  const left = problems.filter(({ severity, rule, subject }) => {
    const fitting = severity === "warning" ? acceptances.filter((entry) => accepts(entry, rule, subject)) : [];
    for (const entry of fitting) used.add(entry);
    return fitting.length === 0;
  });
  const hasErrors = problems.some(({ severity }) => severity === "error");
  const unused = acceptances.flatMap((entry, index) =>
    used.has(entry) || hasErrors ? [] : [unusedEntry(entry, index)],
  );
  return {
    problems: [...left, ...located(document, [SETTING], unused)],
    count: problems.length - left.length,
  };
}

function unusedEntry({ id, match }: Acceptance, index: number): Problem {
  const where = match === undefined ? "" : ` in ${match.map(quoteValue).join(" or ")}`;
  return warning(
    "accept-findings/unused",
    [index, "id"],
    `there is no warning ${quoteValue(id)}${where} to accept. Remove the entry, or correct its id or match`,
  );
}

/**
 * Warns about acceptances that end soon, and reports those that have ended as errors. Only `validate` asks this, so that a
 * deployment does not fail from one day to the next.
 * @param today `2026-01-31`, UTC
 */
export function checkExpiry(document: SourceDocument, today: string): LocatedProblem[] {
  const parsed = acceptFindingsSchema.safeParse(valueAt(document.data, [SETTING]));
  if (!parsed.success) return [];
  const problems = parsed.data.flatMap(({ id, expires }, index) =>
    checkEnding(
      {
        rule: "accept-findings",
        at: [index, "expires"],
        expires,
        subject: `the acceptance of ${id}`,
        fix: "Correct the policy",
      },
      today,
    ),
  );
  return located(document, [SETTING], problems);
}
