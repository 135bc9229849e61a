import { PassThrough } from "node:stream";
import { typedName } from "../../../src/cli/support/confirm";
import { Interrupted } from "../../../src/cli/support/interrupts";

/** Asks for the name `dev`; what was shown and what came of it. */
function ask(signal = new AbortController().signal, ahead: readonly string[] = []) {
  const input = new PassThrough();
  for (const text of ahead) input.write(text);
  const output = new PassThrough();
  let shown = "";
  output.on("data", (piece: Buffer) => (shown += piece.toString()));
  const answer = typedName("dev", "destroy it", { input, output, signal });
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

test.each([
  ["the name", ["dev\r"]],
  ["the name after other lines", ["y\r", "yes\r", "dev\r"]],
  ["a part of the name", ["de"]],
])("what was typed before the question is no answer to it: %s", async (_, ahead) => {
  const { answer, type } = ask(undefined, ahead);
  await type("v\r");
  expect(await answer).toBe(false);
});

test("what was typed before the question does not spoil the answer", async () => {
  const { answer, type } = ask(undefined, ["y\r", "x"]);
  await type("dev\r");
  expect(await answer).toBe(true);
});

test("Ctrl-C before the question interrupts", async () => {
  const { answer } = ask(undefined, ["\u0003"]);
  await expect(answer).rejects.toThrow(new Interrupted("SIGINT"));
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
