import { runSteps } from "../../../src/cli/support/progress";

test("each step is one line when it begins and one when it is done", async () => {
  const lines: string[] = [];
  const output = { interactive: false, tell: (line: string): void => void lines.push(line) };
  await runSteps(
    [
      { title: "First", run: () => Promise.resolve("fine") },
      { title: "Second", run: () => Promise.resolve("fine too") },
    ],
    output,
  );
  expect(lines).toEqual(["First ...", "First: fine", "Second ...", "Second: fine too"]);
});

test("a step that fails ends the run with its own error", async () => {
  const lines: string[] = [];
  const output = { interactive: false, tell: (line: string): void => void lines.push(line) };
  const steps = [
    { title: "First", run: () => Promise.reject(new Error("no luck")) },
    { title: "Second", run: () => Promise.resolve("never") },
  ];
  await expect(runSteps(steps, output)).rejects.toThrow("no luck");
  expect(lines).toEqual(["First ..."]);
});
