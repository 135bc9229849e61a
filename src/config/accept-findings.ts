import { accepts, acceptFindingsSchema, type Acceptance } from "../domain/policy-lint/acceptance";
import { error, quoteValue, warning, type Problem } from "../domain/problems/problem";
import { valueAt } from "../domain/problems/schema-problems";
import { countText } from "../domain/text/format";
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
    `expected a finding to accept, found none with ${quoteValue(id)}${where}. Remove the entry, or correct its id or match`,
  );
}

const DAY = 24 * 60 * 60 * 1000;

/** Days before its end from which an acceptance is reported. */
const NOTICE = 30;

/**
 * Warns about acceptances that end soon, and reports those that have ended as errors. Only `validate` asks this, so that a
 * deployment does not fail from one day to the next.
 * @param today `2026-01-31`, UTC
 */
export function checkExpiry(document: SourceDocument, today: string): LocatedProblem[] {
  const parsed = acceptFindingsSchema.safeParse(valueAt(document.data, [SETTING]));
  if (!parsed.success) return [];
  const problems = parsed.data.flatMap(({ id, expires }, index): Problem[] => {
    const days = (Date.parse(expires) - Date.parse(today)) / DAY;
    if (days > NOTICE) return [];
    const at = [index, "expires"];
    if (days < 0) {
      const message = `expected ${today} or later, found ${expires}: the acceptance of ${id} has expired. Correct the policy and remove the entry, or set a later day`;
      return [error("accept-findings/expired", at, message)];
    }
    const left = days === 0 ? "today" : `in ${countText(days, "day")}`;
    const message = `expected a day in more than ${NOTICE} days, found ${expires}: the acceptance of ${id} expires ${left}. Correct the policy, or set a later day`;
    return [warning("accept-findings/expires", at, message)];
  });
  return located(document, [SETTING], problems);
}
