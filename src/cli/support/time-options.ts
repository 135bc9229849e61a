import { timeOf } from "../../domain/images/listing/time";
import { quoteValue } from "../../domain/problems/problem";
import { DURATION_FORM, readDuration } from "../../domain/text/duration";

/**
 * Parses `--now`.
 * @returns the current time if the option is not set
 * @throws Error if the text is not a day or time
 */
export function nowOf(text: string | undefined): Date {
  return text === undefined ? new Date() : timeOption("--now", text);
}

/**
 * Parses an option with a day (its start, UTC) or a time.
 * @param option name of the option, for messages
 * @throws Error if the text is not a day or time
 */
export function timeOption(option: string, text: string): Date {
  const time = timeOf(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  if (time === undefined) {
    throw new Error(
      `${option}: expected a date such as 2026-01-31, or a time with a time zone such as 2026-01-31T10:20:30Z, found ${JSON.stringify(text)}`,
    );
  }
  return new Date(time);
}

/**
 * Parses `--wait`.
 * @returns milliseconds
 * @throws Error if the text is not a duration
 */
export function waitOption(text: string): number {
  const wait = readDuration(text);
  if (wait === undefined) throw new Error(`--wait: expected ${DURATION_FORM}, found ${quoteValue(text)}`);
  return wait;
}
