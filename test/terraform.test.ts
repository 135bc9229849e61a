import { join } from "node:path";
import { environmentTree } from "../src/cli/generate/environment-tree";
import { moduleTrees } from "../src/cli/generate/module-trees";
import { compareTree } from "../src/cli/support/tree";
import { readEnvironments } from "../src/config/read-environments";

const ROOT = join(__dirname, "..");

test.each(readEnvironments(ROOT))(
  "terraform/environments/$name is what environments/$name gives",
  ({ name, environment }) => {
    if (environment === undefined) throw new Error(`${name} is broken`);
    const comparison = compareTree(join(ROOT, "terraform/environments", name), environmentTree(environment));
    expect(comparison).toEqual({ changed: [], stale: [], foreign: [] });
  },
);

test.each([...moduleTrees()])("terraform/modules/%s is what the sources give", (name, tree) => {
  const comparison = compareTree(join(ROOT, "terraform/modules", name), tree);
  expect(comparison).toEqual({ changed: [], stale: [], foreign: [] });
});
