import { type AccessReport } from "../../operations/access/matrix";

/** The report for programs. */
export function* accessJson(report: AccessReport): Generator<string> {
  yield `${JSON.stringify(accessRecord(report), undefined, 2)}\n`;
}

export function accessRecord({ environment, location, source, groups, unread, faults }: AccessReport): object {
  return { environment, ...location, source, groups, unread, faults };
}
