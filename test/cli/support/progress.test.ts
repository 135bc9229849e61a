import { runSteps } from "../../../src/cli/support/progress";

test("prints one line at the start of each step and one at its end", async () => {
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

test("if a step fails, its error is thrown and later steps do not run", async () => {
  const lines: string[] = [];
  const output = { interactive: false, tell: (line: string): void => void lines.push(line) };
  const steps = [
    { title: "First", run: () => Promise.reject(new Error("no luck")) },
    { title: "Second", run: () => Promise.resolve("never") },
  ];
  await expect(runSteps(steps, output)).rejects.toThrow("no luck");
  expect(lines).toEqual(["First ..."]);
});
