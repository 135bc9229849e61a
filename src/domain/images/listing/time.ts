const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** Keys of an image's times. */
export const TIMES = ["imagePushedAt", "lastRecordedPullTime", "lastArchivedAt", "lastActivatedAt"] as const;

/**
 * A time as `aws ecr describe-images` writes it: ISO 8601 with a zone (version 2) or seconds since 1970 (version 1).
 * @returns milliseconds since 1970, or `undefined` for other values
 */
export function timeOf(value: unknown): number | undefined {
  if (typeof value === "number") {
    const time = Math.round(value * 1000);
    return Math.abs(time) < LATEST ? time : undefined;
  }
  if (typeof value !== "string") return undefined;
  return commonTime(value) ?? isoTime(value);
}

/** The year 10000 in milliseconds; larger numbers are not in seconds. */
const LATEST = 253_402_300_800_000;

/** `2026-01-31T10:20:30` with a zone, the format of nearly all times. Parsed by hand, because there may be a million. */
function commonTime(text: string): number | undefined {
  const { length } = text;
  if (length < 20 || text.charCodeAt(10) !== 84) return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = digits(text, 17, 2);
  let zone = 19;
  let fraction = 0;
  if (text.charCodeAt(zone) === 46) {
    let unit = 100;
    for (zone += 1; zone < length; zone += 1, unit /= 10) {
      const digit = text.charCodeAt(zone) - 48;
      if (digit < 0 || digit > 9) break;
      fraction += digit * unit;
    }
  }
  const offset = zoneOf(text, zone);
  const isValid = year >= 1970 && inMonth(year, month, day) && hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
  if (!isValid || second < 0 || second > 59 || offset === undefined) return undefined;
  const seconds = dayNumber(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second;
  return seconds * 1_000 + Math.trunc(fraction) - offset;
}

/** Days since 1970. Years are counted from March, so that the leap day is the last day of a year. */
function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const marchMonth = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((marchMonth * 153 + 2) / 5) + day - FIRST_OF_1970;
}

/** The day number of 1970-01-01. */
const FIRST_OF_1970 = 719_469;

/** About minus a million if a character is not a digit. */
function digits(text: string, start: number, count: number): number {
  let value = 0;
  for (let index = start; index < start + count; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : -1e6;
  }
  return value;
}

function zoneOf(text: string, at: number): number | undefined {
  const sign = text.charCodeAt(at);
  if (sign === 90) return text.length === at + 1 ? 0 : undefined;
  if ((sign !== 43 && sign !== 45) || text.charCodeAt(at + 3) !== 58 || text.length !== at + 6) return undefined;
  const minutes = digits(text, at + 1, 2) * 60 + digits(text, at + 4, 2);
  return minutes < 0 ? undefined : (sign === 45 ? -minutes : minutes) * 60_000;
}

function inMonth(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && (day <= 28 || day <= new Date(Date.UTC(year, month, 0)).getUTCDate());
}

function isoTime(text: string): number | undefined {
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month, day] = match;
  if (!inMonth(Number(year), Number(month), Number(day))) return undefined;
  const time = Date.parse(text.replace(" ", "T").replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  return Number.isNaN(time) ? undefined : time;
}
