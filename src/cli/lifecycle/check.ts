import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { formatProblem, inOrder, type LocatedProblem } from "../../config/problems";
import { didYouMean } from "../../domain/text/suggestions";
import { oneOf } from "../../domain/problems/problem";
import { paintSeverity } from "../support/colors";
import { columns } from "../support/columns";
import { readPoliciesFile, type PolicyFile, type PolicyInWords } from "../support/policy-files";

export interface CheckOptions {
  readonly output: string;
}

/** `ecr lifecycle check`: the problems of the lifecycle policies in files and environments. */
export function checkCommand(root: string, names: readonly string[], { output }: CheckOptions): void {
  const checked = checkedIn(root, names, process.cwd());
  const problems = inOrder(checked.problems);
  const text = (): string => [...orderTexts(checked.inWords), ...problemsText(problems)].join("\n");
  process.stdout.write(`${output === "json" ? JSON.stringify(problems, undefined, 2) : text()}\n`);
  if (problems.some(({ severity }) => severity === "error")) process.exitCode = 1;
}

type Checked = Pick<PolicyFile, "problems" | "inWords">;

/**
 * A name is an environment's where there is one so called and no file.
 * @param folder from which paths of files are taken
 */
function checkedIn(root: string, names: readonly string[], folder: string): Checked {
  const isFile = (name: string): boolean => existsSync(resolve(folder, name));
  // Files alone are read without all that an environment needs.
  const environments = names.every(isFile)
    ? undefined
    : (require("./environment-policies") as typeof import("./environment-policies"));
  const checked = [...new Set(names)].map((name) =>
    isFile(name)
      ? readPoliciesFile(name, folder)
      : (environments?.readNamed(root, name) ?? noSuch(name, environments?.namesIn(root) ?? [])),
  );
  return {
    problems: checked.flatMap(({ problems }) => problems),
    inWords: checked.flatMap(({ inWords }) => inWords),
  };
}

/** Neither a file nor an environment. */
function noSuch(name: string, environments: readonly string[]): Checked {
  const known = environments.length === 0 ? "" : `; there is ${oneOf(environments, "and")}`;
  const message = `no such file, from the folder you are in, and no environment of this name${known}.${didYouMean(name, environments)}`;
  return {
    inWords: [],
    problems: [{ file: name, line: 1, column: 1, severity: "error", rule: "file/syntax", message }],
  };
}

/** The rules that words become, in their order, and why it is this one; once where several policies are the same. */
function orderTexts(policies: readonly PolicyInWords[]): string[] {
  const places = new Map<string, string[]>();
  for (const { file, line, column, rules } of policies) {
    const text = columns(rules.map(({ priority, description, why }) => [`  ${priority}`, description, why])).join("\n");
    places.set(text, [...(places.get(text) ?? []), `${file}:${line}:${column}`]);
  }
  return [...places].map(([text, [first = "", ...others]]) => {
    const more = others.length === 0 ? "" : ` and ${counted(others.length, "other")}`;
    return `${first}${more}: in words; the rules for ECR, in this order:\n${text}\n`;
  });
}

function problemsText(problems: readonly LocatedProblem[]): string[] {
  const lines = problems.map((problem) => `${formatProblem(problem, paintSeverity)} (${problem.rule})`);
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  const verdict =
    errors > 0
      ? `AWS would not take this: ${counted(errors, "error")}${warnings > 0 ? ` and ${counted(warnings, "warning")}` : ""}.`
      : warnings > 0
        ? `AWS would take this, but read the ${warnings === 1 ? "warning" : `${warnings} warnings`}.`
        : "AWS would take this, and it means what it seems to mean.";
  return [...lines, verdict];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
