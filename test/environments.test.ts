import { join } from "node:path";
import { readEnvironments } from "../src/config/read-environments";
import { stackKinds } from "../src/model/stack-kinds";
import { addStacks } from "../stacks/add-stacks";
import { synthesize } from "./support/synthesize";

const readings = readEnvironments(join(__dirname, ".."));

test("the project ships with the environments local, dev and production", () => {
  expect(readings.map(({ name }) => name)).toEqual(["dev", "local", "production"]);
});

describe.each(readings)("the environment $name", ({ name, environment, problems }) => {
  if (environment === undefined) throw new Error(`${name} is broken: ${JSON.stringify(problems, undefined, 2)}`);
  const stacks = synthesize((app) => {
    addStacks(app, { environment, projectFolder: "../../.." });
  });

  test("has exactly the stacks that it announces", () => {
    expect(Object.keys(stacks)).toEqual(stackKinds(environment).map((kind) => `${name}-${kind}`));
  });

  test("synthesizes the same a second time", () => {
    const again = synthesize((app) => {
      addStacks(app, { environment, projectFolder: "../../.." });
    });
    expect(JSON.stringify(again)).toBe(JSON.stringify(stacks));
  });
});
