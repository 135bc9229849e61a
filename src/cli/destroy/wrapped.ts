import { wrapped } from "../support/wrapped";

type Terminal = Pick<NodeJS.WriteStream, "isTTY">;

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
