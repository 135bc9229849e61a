import { Lazy } from "cdktf";
import { withoutTokenTraces } from "../../stacks/without-token-traces";

const token = () => Lazy.anyValue({ produce: () => "x" });

test("tokens record no stack traces inside, and record them again afterwards", () => {
  expect(withoutTokenTraces(token).creationStack).toEqual([]);
  expect(token().creationStack.length).toBeGreaterThan(0);
});

test("errors keep their traces, and an error restores the original function", () => {
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
