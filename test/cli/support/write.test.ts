import { Writable } from "node:stream";
import { write } from "../../../src/cli/support/write";

class Slow extends Writable {
  readonly written: string[] = [];

  constructor(private readonly failure?: NodeJS.ErrnoException) {
    super({ highWaterMark: 4, decodeStrings: false });
  }

  override _write(piece: string, _: string, done: (error?: Error) => void): void {
    this.written.push(piece);
    setImmediate(() => {
      done(this.failure);
    });
  }
}

test("a piece is written only after the earlier ones are read", async () => {
  const output = new Slow();
  let ahead = 0;
  function* pieces(): Generator<string> {
    for (let count = 1; count <= 20; count += 1) {
      ahead = Math.max(ahead, count - output.written.length);
      yield "12345";
    }
  }
  await write(pieces(), output);
  expect(output.written).toHaveLength(20);
  expect(ahead).toBe(1);
});

test("stops when the reader closes the pipe", async () => {
  const output = new Slow(Object.assign(new Error("gone"), { code: "EPIPE" }));
  await write(["12345", "12345", "12345"], output);
  expect(output.written).toEqual(["12345"]);
});
