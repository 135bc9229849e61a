import { Lazy } from "cdktf";
import { withoutTokenTraces } from "../../stacks/without-token-traces";

const token = () => Lazy.anyValue({ produce: () => "x" });

test("tokens note no stack trace inside, and do so again after", () => {
  expect(withoutTokenTraces(token).creationStack).toEqual([]);
  expect(token().creationStack.length).toBeGreaterThan(0);
});

test("errors keep their traces, and what they interrupt is put back", () => {
  let caught: unknown;
  try {
    withoutTokenTraces(() => {
      throw new Error("broken");
    });
  } catch (error) {
    caught = error;
  }
  expect((caught as Error).stack).toMatch(/broken\n\s+at /);
  expect(token().creationStack.length).toBeGreaterThan(0);
});
