import { error, quoteValue, type Problem } from "../problems/problem";
import { at, entriesOf, fieldOf } from "./draft";

/** Days of the units that people write, a month and a year rounded. */
const DAYS: Readonly<Record<string, number>> = { week: 7, month: 30, year: 365 };

/** Units of time that ECR does not have, each with the number of days to write instead. */
export function checkUnits(document: unknown): Problem[] {
  return entriesOf(document).flatMap((rule, index) => {
    const unit = fieldOf(rule, "countUnit");
    const days = typeof unit === "string" ? DAYS[unit.toLowerCase().replace(/s$/, "")] : undefined;
    if (days === undefined) return [];
    return [
      error(
        "lifecycle/count-unit",
        at({ index }, "countUnit"),
        `found ${quoteValue(unit)}; ECR counts in "days" only; write countUnit: days and ${instead(fieldOf(rule, "countNumber"), days)}`,
      ),
    ];
  });
}

function instead(count: unknown, days: number): string {
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1) return "the number of days as countNumber";
  return `countNumber: ${count * days} instead of ${count}`;
}
