import { createColors } from "picocolors";

type Colors = ReturnType<typeof createColors>;

/**
 * Colours for what is written to a stream, asked anew at each use: only a terminal that shows them gets any.
 * `NO_COLOR` turns them off wherever they would be, `FORCE_COLOR` (other than `0`) turns them on wherever they would not.
 * @param stream where the text goes, @default standard output
 * @see https://no-color.org
 */
export function colors(stream: NodeJS.WriteStream = process.stdout): Colors {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return createColors(false);
  if (FORCE_COLOR !== undefined) return createColors(FORCE_COLOR !== "0");
  return createColors(stream.isTTY && stream.hasColors());
}

/** The word of a severity, red for errors and yellow for warnings. */
export function paintSeverity(severity: "error" | "warning"): string {
  const paint = colors();
  return severity === "error" ? paint.red(severity) : paint.yellow(severity);
}
