/** Reads the environments of the folder that is its argument and synthesizes them, as main.ts does. */
import { join } from "node:path";
import { App } from "cdktf";
import { readEnvironments } from "../../src/config/read-environments";
import { addStacks } from "../../stacks/add-stacks";

const [, , root = "."] = process.argv;
const app = new App({ outdir: join(root, "ours.out") });
for (const { environment, problems } of readEnvironments(root)) {
  if (environment === undefined) throw new Error(JSON.stringify(problems.slice(0, 5)));
  addStacks(app, { environment, projectFolder: "../../.." });
}
app.synth();
