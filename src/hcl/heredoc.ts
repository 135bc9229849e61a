const DELIMITER = "EOT";

/** Whitespace that HCL counts as indentation. */
const BLANK = /^\p{White_Space}*$/u;

/**
 * An indented heredoc whose value is exactly this text; `undefined` if that is impossible.
 * @param text template source, whose sequences do not change
 * @param indent of the attribute, in spaces
 */
export function heredoc(text: string, indent: number): string | undefined {
  if (!text.endsWith("\n") || !canBeHeredoc(text)) return undefined;
  const lines = text.slice(0, -1).split("\n");
  const inside = " ".repeat(indent + 2);
  const body = lines.map((line) => (line === "" ? "" : inside + line));
  return [`<<-${DELIMITER}`, ...body, `${inside.slice(2)}${DELIMITER}`].join("\n");
}

function canBeHeredoc(text: string): boolean {
  const lines = text.slice(0, -1).split("\n");
  if (lines.length < 2) return false;
  // HCL removes the indentation that all lines share, except blank ones, so at least one line must not be indented.
  const atMargin = lines.some((line) => /^\P{White_Space}/u.test(line));
  const blanks = lines.some((line) => line !== "" && BLANK.test(line));
  const delimited = lines.some((line) => line.trim().startsWith(DELIMITER));
  // Control characters are invisible in editors, and some editors change carriage returns.
  // eslint-disable-next-line no-control-regex -- these are the characters in question
  return atMargin && !blanks && !delimited && !/[\u0000-\u0009\u000b-\u001f\u007f\ufeff]/.test(text);
}

/** Lines of a `<<-` heredoc without the indentation that they share. */
export function flushed(lines: readonly string[]): string[] {
  const margins = lines.filter((line) => !BLANK.test(line)).map((line) => line.length - line.trimStart().length);
  const margin = margins.length === 0 ? 0 : Math.min(...margins);
  return lines.map((line) => (BLANK.test(line) ? line : line.slice(margin)));
}
