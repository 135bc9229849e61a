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
