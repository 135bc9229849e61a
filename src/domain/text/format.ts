/** AWS bills 2^30 bytes as 1 GB. */
export const GIGABYTE = 2 ** 30;

const UNITS: readonly (readonly [number, string])[] = [
  [GIGABYTE * 1024, "TB"],
  [GIGABYTE, "GB"],
  [2 ** 20, "MB"],
  [2 ** 10, "kB"],
];

/** `1.5 GB`; units are powers of 1024, as AWS bills them. */
export function bytesText(bytes: number): string {
  const [size, unit] = UNITS.find(([least]) => bytes >= least) ?? [1, "bytes"];
  return size === 1 ? `${bytes} ${bytes === 1 ? "byte" : "bytes"}` : `${(bytes / size).toFixed(1)} ${unit}`;
}

/** `$1.20`, or `less than $0.01` for smaller amounts. */
export function dollarsText(amount: number): string {
  if (amount > 0 && amount < 0.01) return "less than $0.01";
  return `$${amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** `1 image`, `1,200 images`. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}

/** The first names and the number of the others: `a, b and 12 more`. */
export function listText(names: readonly string[], most = 5): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(", ")} and ${more} more` : names.join(", ");
}

/** `2026-01-31`, UTC; a dash if there is no date. */
export function dayText(time: number | null | undefined): string {
  if (time === null || time === undefined) return "-";
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "-" : date.toISOString().slice(0, 10);
}

/** A digest shortened to 12 digits for tables. */
export function shortDigest(digest: string): string {
  return digest.slice(0, digest.indexOf(":") + 13);
}

/** Words that need no quotes in a POSIX shell, and the escape for a single quote within single quotes. */
export const PLAIN_WORD = /^[\w+=,.@:/-]+$/;
export const QUOTE_IN_QUOTES = "'\\''";

/** A word of a shell command, quoted if necessary: role paths may contain `$`, `&` and quotes. */
export function shellWord(word: string): string {
  return PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", QUOTE_IN_QUOTES)}'`;
}

/** A text that starts with a capital letter. */
export function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** A text on one line: control characters as JSON writes them, so that no value can begin a line or color a terminal. */
export function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters that are replaced
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (character) => {
    const written = JSON.stringify(character).slice(1, -1);
    return written === character ? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}` : written;
  });
}
