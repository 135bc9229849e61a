import { error, quoteValue, type Problem } from "../problems/problem";
import { at, entriesOf, fieldOf } from "./draft";

/** Days in units that users try; months and years are rounded. */
const DAYS: Readonly<Record<string, number>> = { week: 7, month: 30, year: 365 };

/** Reports units that ECR does not support, with the number of days to write instead. */
export function checkUnits(document: unknown): Problem[] {
  return entriesOf(document).flatMap((rule, index) => {
    const unit = fieldOf(rule, "countUnit");
    const days = typeof unit === "string" ? DAYS[unit.toLowerCase().replace(/s$/, "")] : undefined;
    if (days === undefined) return [];
    const message = `expected days, found ${quoteValue(unit)}. Write countUnit: days and ${countAdvice(fieldOf(rule, "countNumber"), days)}`;
    return [error("lifecycle/count-unit", at({ index }, "countUnit"), message)];
  });
}

function countAdvice(count: unknown, days: number): string {
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1) return "the number of days as countNumber";
  return `countNumber: ${count * days} instead of ${count}`;
}
