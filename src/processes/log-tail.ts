import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** The last lines of a log without its colours and blank lines; empty where there is no log. */
export function logTail(file: string, lines = 20): string {
  return readLog(file)
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .slice(-lines)
    .join("\n");
}

/** A whole log without its colours; empty where there is none. */
export function readLog(file: string): string {
  try {
    return stripVTControlCharacters(readFileSync(file, "utf8"));
  } catch {
    return "";
  }
}
