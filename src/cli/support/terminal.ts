import { createColors } from "picocolors";
import { Help } from "commander";

type Colors = ReturnType<typeof createColors>;

/**
 * Colors for text on a stream, which must be a terminal with colors. `NO_COLOR` turns colors off, `FORCE_COLOR` (other than
 * `0`) turns them on.
 * @param stream destination of the text @default standard output
 * @see https://no-color.org
 */
export function colors(stream: NodeJS.WriteStream = process.stdout): Colors {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return createColors(false);
  if (FORCE_COLOR !== undefined) return createColors(FORCE_COLOR !== "0");
  return createColors(stream.isTTY && stream.hasColors());
}

export function paintSeverity(severity: "error" | "warning"): string {
  const paint = colors();
  return severity === "error" ? paint.red(severity) : paint.yellow(severity);
}

/**
 * Cuts lines to the width of the terminal.
 * @param width width of the terminal; `undefined` leaves the lines unchanged
 */
export function fitted(lines: readonly string[], width: number | undefined): readonly string[] {
  return width === undefined
    ? lines
    : lines.map((line) => (line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`));
}

/** Width of standard output if it is a terminal. */
export function terminalWidth(
  stream: Pick<NodeJS.WriteStream, "isTTY" | "columns"> = process.stdout,
): number | undefined {
  return stream.isTTY && stream.columns > 0 ? stream.columns : undefined;
}

/** Aligns the cells of rows in columns. The last column is not padded. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
    });
  }
  return rows.map((row) =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

type Terminal = Pick<NodeJS.WriteStream, "isTTY">;

/** Every terminal is at least as wide. */
const WIDTH = 80;

/**
 * Lines of at most 80 characters, broken at blanks only, each with the same indent.
 * @param text one paragraph; a word that is longer than a line keeps a line of its own
 */
export function wrapped(text: string, indent = ""): string[] {
  return new Help()
    .boxWrap(text, WIDTH - indent.length)
    .split("\n")
    .map((line) => `${indent}${line}`);
}

/** Wraps long lines for a terminal and keeps their indent. Files and pipes get the text unchanged. */
export function forTerminal(text: string, { isTTY }: Terminal = process.stdout): string {
  return isTTY
    ? text
        .split("\n")
        .flatMap((line) => wrapped(line.trimStart(), line.slice(0, line.length - line.trimStart().length)))
        .join("\n")
    : text;
}

/** An error whose message is wrapped to follow the `error: ` that the command prints. */
export function fittedError(message: string, stream: Terminal = process.stderr): Error {
  const lead = "error: ";
  return new Error(forTerminal(`${lead}${message}`, stream).slice(lead.length));
}
