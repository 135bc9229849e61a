import { z } from "zod";
import { formatError } from "../problems/schema-messages";

const dayError = formatError("a date such as 2026-12-31");

/** A day, UTC: `2026-12-31`. */
export const daySchema = z.string({ error: dayError }).refine(isDay, { error: dayError });

function isDay(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const time = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value);
}
