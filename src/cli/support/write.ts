import { once } from "node:events";

/** A result for programs, as text. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

const listening = new WeakSet<NodeJS.WritableStream>();

/**
 * Writes pieces to standard output as fast as the reader reads them, so that a long text is never in memory as a whole. Stops when the
 * reader closes the pipe, as `head` does.
 */
export async function write(pieces: Iterable<string>, output: NodeJS.WritableStream = process.stdout): Promise<void> {
  if (!listening.has(output)) {
    listening.add(output);
    output.on("error", throwUnlessClosed);
  }
  for (const piece of pieces) {
    if (!output.writable) return;
    if (!output.write(piece)) await once(output, "drain").catch(throwUnlessClosed);
  }
}

function throwUnlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
