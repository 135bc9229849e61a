import { timeOf } from "../../domain/images/listing/time";

/**
 * The time of a preview.
 * @throws Error when the text is no time
 */
export function nowOf(text: string | undefined): Date {
  if (text === undefined) return new Date();
  const time = timeOf(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  if (time === undefined) {
    throw new Error(
      `--now: found ${JSON.stringify(text)}; write a day, 2026-01-31, or a time with its zone, 2026-01-31T10:20:30Z`,
    );
  }
  return new Date(time);
}
