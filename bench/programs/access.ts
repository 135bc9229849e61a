/** Prints who may access the repositories of the environment `bench` in the folder that is its argument, as `ecr access` does. */
import { accessCommand } from "../../src/cli/access/access";

const [, , root = "."] = process.argv;
void accessCommand(root, { environment: "bench", repositories: [], output: "json" });
