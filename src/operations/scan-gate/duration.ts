import { quoteValue } from "../../domain/problems/problem";

const UNITS = { s: 1000, m: 60_000, h: 3_600_000 } as const;
const LONGEST_HOURS = 24;

/**
 * Parses a duration: `30s`, `10m`, `1h` or `0`, at most 24 hours.
 * @param option name of the option, for messages
 * @returns milliseconds
 * @throws Error if the text is not a duration
 */
export function parseDuration(option: string, text: string): number {
  const match = /^(\d{1,6})([smh])$/.exec(text);
  const milliseconds = text === "0" ? 0 : Number(match?.[1]) * UNITS[(match?.[2] ?? "s") as keyof typeof UNITS];
  if (Number.isNaN(milliseconds) || milliseconds > LONGEST_HOURS * UNITS.h) {
    throw new Error(
      `${option}: expected a duration of at most ${LONGEST_HOURS}h, such as 90s, 10m or 1h, found ${quoteValue(text)}`,
    );
  }
  return milliseconds;
}

/** `90 s`, `10 min`, `1 h`: in the largest unit that leaves a whole number. */
export function durationText(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds % UNITS.h === 0) return `${milliseconds / UNITS.h} h`;
  if (milliseconds > 0 && milliseconds % UNITS.m === 0) return `${milliseconds / UNITS.m} min`;
  return `${Math.round(milliseconds / UNITS.s)} s`;
}
