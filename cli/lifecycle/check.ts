import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { FileReader } from "../../config/file-reader";
import { inOrder, type LocatedProblem } from "../../config/problems";
import { environmentNames, ENVIRONMENTS_FOLDER } from "../../config/read-environments";
import { colors } from "../colors";
import { readNamedEnvironments } from "../environments";
import { readPolicies } from "./policy-files";

export interface CheckOptions {
  readonly output: string;
}

/** `ecr lifecycle check`: the problems of the lifecycle policies in files and environments. */
export function checkCommand(root: string, names: readonly string[], { output }: CheckOptions): void {
  const problems = inOrder(problemsIn(root, names, process.cwd()));
  process.stdout.write(output === "json" ? `${JSON.stringify(problems, undefined, 2)}\n` : text(problems));
  if (problems.some(({ severity }) => severity === "error")) process.exitCode = 1;
}

/**
 * A name is an environment's where there is one so called and no file.
 * @param folder from which paths of files are taken
 */
export function problemsIn(root: string, names: readonly string[], folder: string): LocatedProblem[] {
  const known = environmentNames(root);
  const isEnvironment = (name: string): boolean => known.includes(name) && !existsSync(resolve(folder, name));
  return [...new Set(names)].flatMap((name) =>
    isEnvironment(name) ? environmentProblems(root, name) : readPolicies(name, folder).problems,
  );
}

/** Everything that is said of an environment's lifecycle policies, wherever they are written. */
function environmentProblems(root: string, name: string): LocatedProblem[] {
  const own = readNamedEnvironments(root, [name]).flatMap(({ problems }) => problems);
  const files = new FileReader(root).dataFiles(join(root, ENVIRONMENTS_FOLDER, name));
  return [...own.filter(isOfLifecycle), ...files.flatMap((path) => readPolicies(path, root).surprises)];
}

/** Files that can not be read are told too: there may be a policy in them. */
function isOfLifecycle({ rule, message }: LocatedProblem): boolean {
  return (
    rule.startsWith("lifecycle/") ||
    rule === "file/syntax" ||
    (rule === "policy/json" && message.startsWith("policyText"))
  );
}

function text(problems: readonly LocatedProblem[]): string {
  const paint = colors();
  const lines = problems.map(({ file, line, column, severity, rule, message }) => {
    const label = severity === "error" ? paint.red("error") : paint.yellow("warning");
    return `${file}:${line}:${column}: ${label}: ${message} (${rule})`;
  });
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  const verdict =
    errors > 0
      ? `AWS would not take this: ${counted(errors, "error")}${warnings > 0 ? ` and ${counted(warnings, "warning")}` : ""}.`
      : warnings > 0
        ? `AWS would take this, but read the ${counted(warnings, "warning")}.`
        : "AWS would take this, and it means what it seems to mean.";
  return `${[...lines, verdict].join("\n")}\n`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
