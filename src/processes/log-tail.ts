import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** The last lines of a log, without colors and blank lines; empty if there is no log. */
export function logTail(file: string, lines = 20): string {
  return readLog(file)
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .slice(-lines)
    .join("\n");
}

/** A complete log without colors; empty if there is none. */
export function readLog(file: string): string {
  try {
    return stripVTControlCharacters(readFileSync(file, "utf8"));
  } catch {
    return "";
  }
}
