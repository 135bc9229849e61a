/** Reads and checks the environments of the folder that is its argument, as \`ecr validate\` does, and synthesizes nothing. */
import { readEnvironments } from "../../src/config/read-environments";

const [, , root = "."] = process.argv;
const problems = readEnvironments(root).flatMap((reading) => reading.problems);
if (problems.length > 0) throw new Error(JSON.stringify(problems.slice(0, 5)));
