const UNITS = { s: 1000, m: 60_000, h: 3_600_000 } as const;
const LONGEST_HOURS = 24;

/** What `readDuration` accepts, for messages. */
export const DURATION_FORM = `a duration of at most ${LONGEST_HOURS}h, such as 90s, 10m or 1h`;

/**
 * Reads a duration: `30s`, `10m`, `1h` or `0`, at most 24 hours.
 * @returns milliseconds; `undefined` if the text is not a duration
 */
export function readDuration(text: string): number | undefined {
  if (text === "0") return 0;
  const match = /^(\d{1,6})([smh])$/.exec(text);
  if (match === null) return undefined;
  const milliseconds = Number(match[1]) * UNITS[match[2] as keyof typeof UNITS];
  return milliseconds > LONGEST_HOURS * UNITS.h ? undefined : milliseconds;
}

/** `90 s`, `10 min`, `1 h`: in the largest unit that leaves a whole number. */
export function durationText(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds % UNITS.h === 0) return `${milliseconds / UNITS.h} h`;
  if (milliseconds > 0 && milliseconds % UNITS.m === 0) return `${milliseconds / UNITS.m} min`;
  return `${Math.round(milliseconds / UNITS.s)} s`;
}
