import { relative, resolve, sep } from "node:path";
import { App } from "cdktf";
import { synthesisReport } from "./config/problems";
import { environmentsFolder } from "./config/environments-folder";
import { readEnvironments } from "./config/read-environments";
import { EMULATED } from "./emulator/emulator-env";
import { emulated } from "./model/emulated";
import { addStacks } from "../stacks/add-stacks";

/**
 * Adds the stacks of all environments of a project to a cdktf app. Errors go to standard error, with their places; an
 * environment with errors gets no stacks, and the others are not affected.
 * @param app the cdktf app, which the caller synthesizes
 * @param folder the project's folder. Its environments are in `environments/`, or in the folder that its `cdktf.json`, its
 * `package.json` or the variable `CDKTF_ECR_ENVIRONMENTS` names
 * @returns names of the environments whose stacks were added
 * @example
 * const app = new App();
 * addEnvironments(app, __dirname);
 * app.synth();
 */
export function addEnvironments(app: App, folder: string): string[] {
  const root = resolve(folder);
  const today = new Date().toISOString().slice(0, 10);
  const results = readEnvironments(root, undefined, undefined, today);
  for (const { errors, warnings } of results.map(synthesisReport)) {
    for (const line of errors) console.error(line);
    // cdktf shows what goes to standard error as an error of its own.
    for (const line of warnings) console.log(line);
  }
  const broken = results.filter(({ environment }) => environment === undefined).map(({ name }) => name);
  if (broken.length > 0) {
    console.error(
      `These environments were not synthesized, because of the errors above: ${broken.join(", ")}. The other environments are not affected.`,
    );
  }
  const projectFolder = relative(resolve(app.outdir, "stacks", "stack"), root)
    .split(sep)
    .join("/");
  return results.flatMap(({ name, environment: declared }) => {
    if (declared === undefined) return [];
    const environment = process.env[EMULATED] === undefined ? declared : emulated(declared).environment;
    addStacks(app, { environment, projectFolder });
    return [name];
  });
}

/**
 * Synthesizes all environments of a project: what the `main.ts` of a project calls. Without any valid environment it
 * sets exit code 1.
 * @param folder the project's folder, usually `__dirname`
 * @example
 * synthesize(__dirname);
 */
export function synthesize(folder: string): void {
  // cdktf would run `terraform version` twice for each import and guard. Terraform itself checks `required_version`.
  const app = new App({ skipValidation: true });
  if (addEnvironments(app, folder).length > 0) {
    app.synth();
    return;
  }
  console.error(`No environment to synthesize in ${environmentsFolder(resolve(folder))}.`);
  process.exitCode = 1;
}
