/**
 * Lines short enough for a terminal, which would else break them wherever they end; elsewhere as they are.
 * @param width of the terminal; undefined where there is none
 */
export function fitted(lines: readonly string[], width: number | undefined): readonly string[] {
  return width === undefined
    ? lines
    : lines.map((line) => (line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`));
}

/** How wide standard output is where that is a terminal. */
export function terminalWidth(
  stream: Pick<NodeJS.WriteStream, "isTTY" | "columns"> = process.stdout,
): number | undefined {
  return stream.isTTY && stream.columns > 0 ? stream.columns : undefined;
}

/** Rows as lines, their cells in columns; the last column is as long as it is. */
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
