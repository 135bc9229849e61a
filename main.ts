import { join, relative, resolve, sep } from "node:path";
import { App } from "cdktf";
import { synthesisReport } from "./src/config/problems";
import { readEnvironments } from "./src/config/read-environments";
import { EMULATED } from "./src/emulator/emulator-env";
import { emulated } from "./src/model/emulated";
import { addStacks } from "./stacks/add-stacks";

const root = __dirname;
const readings = readEnvironments(root);
const broken = readings.filter(({ environment }) => environment === undefined);

for (const { errors, warnings } of readings.map(synthesisReport)) {
  for (const line of errors) console.error(line);
  // cdktf reports everything on standard error as an error.
  for (const line of warnings) console.log(line);
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
  for (const { environment: written } of readings) {
    if (written === undefined) continue;
    const environment = process.env[EMULATED] === undefined ? written : emulated(written).environment;
    addStacks(app, { environment, projectFolder });
  }
  app.synth();
} else {
  console.error(`No environment to synthesize in ${join(root, "environments")}.`);
  process.exitCode = 1;
}
