import { createColors } from "picocolors";

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

/** Paints errors red and warnings yellow. */
export function paintSeverity(severity: "error" | "warning"): string {
  const paint = colors();
  return severity === "error" ? paint.red(severity) : paint.yellow(severity);
}
