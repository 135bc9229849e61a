import { join, relative, resolve, sep } from "node:path";
import { App } from "cdktf";
import { formatProblem } from "./src/config/problems";
import { readEnvironments } from "./src/config/read-environments";
import { addStacks } from "./stacks/add-stacks";

const root = __dirname;
const readings = readEnvironments(root);
const broken = readings.filter(({ environment }) => environment === undefined);

for (const { problems } of readings) {
  for (const problem of problems) console.error(formatProblem(problem));
}
if (broken.length > 0) {
  const names = broken.map(({ name }) => name).join(", ");
  console.error(`Not synthesized, because of the errors above: ${names}. The other environments are not affected.`);
}

if (readings.length > broken.length) {
  const app = new App();
  const projectFolder = relative(resolve(app.outdir, "stacks", "stack"), root)
    .split(sep)
    .join("/");
  for (const { environment } of readings) {
    if (environment !== undefined) addStacks(app, { environment, projectFolder });
  }
  app.synth();
} else {
  console.error(`No environment to synthesize in ${join(root, "environments")}.`);
  process.exitCode = 1;
}
