import { existsSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { PROJECT_FILE } from "../support/project-folder";
import { environmentPlace, ENVIRONMENTS_FOLDER, ENVIRONMENTS_VARIABLE } from "../../config/environments-folder";
import { answersOf, type Answers, type Defaults, type InitOptions, type Ask } from "./answers";
import { copiedFiles } from "./copied-environment";
import { environmentFiles, projectFiles, projectName } from "./project-files";
import { writeProject } from "./write-project";
import { promptFailure } from "../support/interrupts";

/** `ecr init [DIR]`, and `ecr init [ENV]` inside a project. */
export async function initCommand(root: string, name: string | undefined, options: InitOptions): Promise<void> {
  const ask = options.yes === true ? undefined : terminalAsk();
  if (existsSync(join(root, PROJECT_FILE)) && !isFolder(name)) {
    refuseProjectOptions(root, name, options);
    const named = { ...options, environment: options.environment ?? name };
    const defaults = { ...(await awsDefaults(named)), state: "local", ci: "none" };
    const answers = await answersOf(named, defaults, ask, ["ci"]);
    const folder = environmentPlace(root, answers.environment);
    const files =
      options.from === undefined
        ? environmentFiles(valuesOf(root, folder, `${answers.environment}/api`, answers, options))
        : copiedFiles(root, options.from, folder, answers);
    report(root, root, writeProject(root, files, folder), answers);
    return;
  }
  if (options.from !== undefined) throw new Error("--from: expected a project to copy from, found none");
  refuseOtherFolder();
  const folder = resolve(name ?? ".");
  const defaults: Defaults = { environment: "dev", ...(await awsDefaults(options)), state: "local", ci: "github" };
  const answers = await answersOf(options, defaults, ask, []);
  const place = `${ENVIRONMENTS_FOLDER}/${answers.environment}`;
  const files = projectFiles(valuesOf(folder, place, "team/api", answers, options));
  report(folder, process.cwd(), writeProject(folder, files, place), answers);
}

function valuesOf(root: string, folder: string, repositoryName: string, answers: Answers, { tag = {} }: InitOptions) {
  const toProject = relative(join(root, folder), root).split(sep).join("/");
  return { ...answers, project: projectName(root), repositoryName, tags: tag, folder, toProject };
}

/** Whether an argument names a folder: an environment's name has neither a slash nor a dot. */
function isFolder(name: string | undefined): boolean {
  return name !== undefined && /[./\\]/.test(name);
}

/** @throws Error for a folder of environments in a new project, which has its environments in the usual place */
function refuseOtherFolder(): void {
  const chosen = process.env[ENVIRONMENTS_VARIABLE];
  if (chosen === undefined || chosen === "") return;
  throw new Error(
    `--environments, or ${ENVIRONMENTS_VARIABLE}: expected an existing project, found none. A new project starts with ${ENVIRONMENTS_FOLDER}/. Leave out the option, or unset the variable. Once the project exists, you can move the folder and set context.environments in ${PROJECT_FILE}`,
  );
}

/** @throws Error for what only a new project can have, and for two names */
function refuseProjectOptions(root: string, name: string | undefined, { environment, ci }: InitOptions): void {
  if (name !== undefined && environment !== undefined) {
    throw new Error(
      `expected one name for the new environment of ${root}, found ${name} and --environment ${environment}. For a new project, write a path such as ../${name}`,
    );
  }
  if (ci !== undefined)
    throw new Error(`--ci: expected a new project, found the existing project ${root}. Leave out --ci`);
}

/** What the caller's shell and credentials say. */
async function awsDefaults({ account, region }: InitOptions): Promise<Defaults> {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const shellRegion = region ?? AWS_REGION ?? AWS_DEFAULT_REGION;
  if (account !== undefined) return { region: shellRegion };
  const { callerAccount } = require("../../aws/caller-account") as typeof import("../../aws/caller-account");
  return { region: shellRegion, account: await callerAccount(shellRegion ?? "us-east-1") };
}

function report(
  folder: string,
  workingFolder: string,
  written: readonly string[],
  { environment, state }: Answers,
): void {
  const lines = written.map((path) => `  ${path}`);
  const isProject = written.includes("package.json");
  const enter = resolve(folder) === resolve(workingFolder) ? [] : [`cd ${folder}`];
  const bootstrap = state.kind === "s3" ? [`npx ecr bootstrap ${environment}  # unless ${state.bucket} exists`] : [];
  const steps = [
    ...(isProject ? [...enter, "npm install"] : []),
    `npx ecr validate ${environment}`,
    `npx ecr local up ${environment}`,
    ...bootstrap,
    ...(isProject ? [] : [`npx cdktf diff ${environment}-registry`]),
  ];
  process.stdout.write(
    [
      written.length === 0
        ? `There is nothing to write in ${folder}: all files already exist.`
        : `Written to ${folder}:`,
      ...lines,
      "",
      "Next:",
      ...steps.map((step) => `  ${step}`),
      "",
    ].join("\n"),
  );
}

/** Asks on standard error, since standard output holds results. `undefined` without a terminal. */
export function terminalAsk(): Ask | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  return async (message, initial, fault) => {
    const { input } = await import("@inquirer/prompts");
    try {
      return await input(
        { message, ...(initial === undefined ? {} : { default: initial }), validate: (text) => fault(text) ?? true },
        { output: process.stderr },
      );
    } catch (cause) {
      throw promptFailure(cause);
    }
  };
}
