/** Reads the environments of the folder that is its argument and prints their stacks as HCL, as `ecr generate` does. */
import { environmentTree } from "../../cli/generate/environment-tree";
import { readEnvironments } from "../../config/read-environments";

const [, , root = "."] = process.argv;
for (const { environment, problems } of readEnvironments(root)) {
  if (environment === undefined) throw new Error(JSON.stringify(problems.slice(0, 5)));
  if (environmentTree(environment).size === 0) throw new Error("nothing was printed");
}
