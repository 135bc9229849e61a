import { type AccessReport } from "../../operations/access/matrix";

/** The report for programs. */
export function* accessJson({
  environment,
  location,
  source,
  groups,
  unread,
  faults,
}: AccessReport): Generator<string> {
  yield `${JSON.stringify({ environment, ...location, source, groups, unread, faults }, undefined, 2)}\n`;
}
