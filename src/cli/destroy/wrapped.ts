import { Help } from "commander";

type Terminal = Pick<NodeJS.WriteStream, "isTTY">;

/** Width of the narrowest terminals in use. */
const WIDTH = 80;

/**
 * Lines of at most 80 characters, broken only at blanks. A longer word gets a line of its own.
 * @param text one paragraph
 * @param indent prefix of each line
 */
export function wrapped(text: string, indent = ""): string[] {
  return new Help()
    .boxWrap(text, WIDTH - indent.length)
    .split("\n")
    .map((line) => `${indent}${line}`);
}

/** Wraps lines for a terminal, which would break them inside words. Files and pipes get the text unchanged. */
export function forTerminal(text: string, { isTTY }: Terminal): string {
  return isTTY
    ? text
        .split("\n")
        .flatMap((line) => wrapped(line))
        .join("\n")
    : text;
}

/** An error whose message is wrapped to follow the `error: ` that the command prints. */
export function fittedError(message: string, stream: Terminal = process.stderr): Error {
  const lead = "error: ";
  return new Error(forTerminal(`${lead}${message}`, stream).slice(lead.length));
}
