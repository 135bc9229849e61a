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
