import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Environment } from "../../src/model/environment";
import { formatProblem } from "../../src/config/problems";
import { type EnvironmentResult } from "../../src/config/environment-result";
import { readEnvironment } from "../../src/config/read-environment";
import { readEnvironments } from "../../src/config/read-environments";

/** Files by path, seen from the environment's folder; bytes where they are no text. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** An environment without faults, to which tests add. */
export const SOUND = `account: "111122223333"
region: eu-west-1
state: { local: {} }
`;

/** A file of our own format with one repository, `team/api`, and more lines that belong to it. */
export function repository(...lines: readonly string[]): string {
  return ["repositories:", "  - repositoryName: team/api", ...lines.map((line) => `    ${line}`), ""].join("\n");
}

/** Lines of a file. */
export function text(...lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}

function inProject<T>(files: Files, use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), "cdktf-ecr-config-"));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function within(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));
}

/** Without the warning about an environment without repositories, for tests of the environment's own file alone. */
function onPurpose(result: EnvironmentResult, files: Files): EnvironmentResult {
  if (Object.keys(files).some((name) => !name.startsWith("environment."))) return result;
  return { ...result, problems: result.problems.filter(({ rule }) => rule !== "environment/empty") };
}

/** Reads files as the environment `dev`; without an `environment.*` among them, with a sound one. */
export function read(files: Files): EnvironmentResult {
  const has = Object.keys(files).some((name) => /^environment\.(ya?ml|json)(\/|$)/.test(name));
  const all = within("environments/dev", has ? files : { "environment.yaml": SOUND, ...files });
  return inProject(all, (root) => onPurpose(readEnvironment(root, join(root, "environments/dev"), "dev"), files));
}

/** Reads several environments, each under its name. */
export function readAll(environments: Readonly<Record<string, Files>>): EnvironmentResult[] {
  const files = Object.entries(environments).map(([name, own]) => within(`environments/${name}`, own));
  const results = inProject(Object.assign({}, ...files) as Files, readEnvironments);
  return results.map((result) => onPurpose(result, environments[result.name] ?? {}));
}

/** An environment that must have no errors. */
export function environmentOf(files: Files): Environment {
  const { environment, problems } = read(files);
  if (environment === undefined) throw new Error(problems.map((problem) => formatProblem(problem)).join("\n"));
  return environment;
}

/** Problems as `file:line:column: message`, files seen from the environment's folder. */
export function problemsOf({ problems }: EnvironmentResult): string[] {
  return problems.map((problem) => formatProblem(problem).replaceAll("environments/dev/", ""));
}

/** A table of what is refused, or warned about: a name, files, and every problem in them. */
export type BadInputs = readonly (readonly [name: string, files: Files, problems: readonly string[]])[];

/** Tests that each of the inputs has just the problems that it shall have, and that errors leave no environment. */
export function testBadInputs(inputs: BadInputs): void {
  test.each(inputs)("%s", (_, files, problems) => {
    const reading = read(files);
    const found = reading.problems.filter(({ rule }) => rule !== "environment/empty");
    expect(problemsOf({ ...reading, problems: found })).toEqual(problems);
    expect(reading.environment === undefined).toBe(problems.some((problem) => !problem.includes(": warning: ")));
  });
}
