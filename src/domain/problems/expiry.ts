import { countText } from "../text/format";
import { error, warning, type Path, type Problem } from "./problem";

const DAY = 24 * 60 * 60 * 1000;

/** Days before the end from which it is reported. */
const NOTICE = 30;

/** An entry that ends on a day. */
export interface Ending {
  /** First half of the ids of the problems. */
  readonly rule: string;
  readonly at: Path;
  /** The last day, UTC: `2026-12-31`. */
  readonly expires: string;
  /** What ends: "the exception for team/api". */
  readonly subject: string;
  /** What to do instead of a later day: "Correct the policy". */
  readonly fix: string;
}

/**
 * Warns about an entry that ends soon, and reports one that has ended as an error.
 * @param today `2026-01-31`, UTC
 */
export function checkEnding({ rule, at, expires, subject, fix }: Ending, today: string): Problem[] {
  const days = (Date.parse(expires) - Date.parse(today)) / DAY;
  if (days > NOTICE) return [];
  if (days < 0) {
    const message = `expected ${today} or later, found ${expires}: ${subject} has expired. ${fix} and remove the entry, or set a later date`;
    return [error(`${rule}/expired`, at, message)];
  }
  const left = days === 0 ? "today" : `in ${countText(days, "day")}`;
  const message = `expected a date more than ${NOTICE} days from now, found ${expires}: ${subject} expires ${left}. ${fix}, or set a later date`;
  return [warning(`${rule}/expires`, at, message)];
}
