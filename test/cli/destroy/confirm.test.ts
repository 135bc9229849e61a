import { PassThrough } from "node:stream";
import { typedName } from "../../../src/cli/destroy/confirm";
import { Interrupted } from "../../../src/cli/support/interrupts";

/** Asks for the name `dev`; what was shown and what came of it. */
function ask(signal = new AbortController().signal) {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = "";
  output.on("data", (piece: Buffer) => (shown += piece.toString()));
  const answer = typedName("dev", { input, output, signal });
  const type = async (text: string): Promise<void> => {
    // What is typed before the question is there is lost.
    while (!shown.includes("Type dev to destroy it:")) await new Promise((resolve) => setImmediate(resolve));
    input.write(text);
  };
  return { answer, type };
}

test.each([
  ["dev\r", true],
  [" dev \r", true],
  ["de\r", false],
  ["\r", false],
  ["y\r", false],
  ["DEV\r", false],
])("%j is the name: %s", async (text, right) => {
  const { answer, type } = ask();
  await type(text);
  expect(await answer).toBe(right);
});

test("Ctrl-C at the question interrupts", async () => {
  const { answer, type } = ask();
  const refused = expect(answer).rejects.toThrow(new Interrupted("SIGINT"));
  await type("\u0003");
  await refused;
});

test("a signal ends the question with its reason", async () => {
  const controller = new AbortController();
  const { answer, type } = ask(controller.signal);
  const refused = expect(answer).rejects.toThrow(new Interrupted("SIGTERM"));
  await type("d");
  controller.abort(new Interrupted("SIGTERM"));
  await refused;
});
