import { Help } from "commander";

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
