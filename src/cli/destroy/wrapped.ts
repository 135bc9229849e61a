import { Help } from "commander";

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

/** A terminal would break long lines inside of words. Files and pipes get them whole. */
export function forTerminal(text: string, { isTTY }: Terminal): string {
  return isTTY
    ? text
        .split("\n")
        .flatMap((line) => wrapped(line))
        .join("\n")
    : text;
}

/** An error whose message fits behind the `error: ` that the command prints. */
export function fittedError(message: string, stream: Terminal = process.stderr): Error {
  const lead = "error: ";
  return new Error(forTerminal(`${lead}${message}`, stream).slice(lead.length));
}
