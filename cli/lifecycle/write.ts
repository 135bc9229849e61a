import { once } from "node:events";

/** Writes pieces to standard output as fast as they are read, so that a long answer never waits in memory as a whole. */
export async function write(pieces: Iterable<string>, output: NodeJS.WritableStream = process.stdout): Promise<void> {
  for (const piece of pieces) {
    if (!output.write(piece)) await once(output, "drain");
  }
}
