import { wrapped } from "../support/wrapped";

type Terminal = Pick<NodeJS.WriteStream, "isTTY">;

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
