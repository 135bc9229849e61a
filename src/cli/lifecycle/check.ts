import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { environmentNames } from "../../config/environment-names";
import { formatProblem, inOrder, type LocatedProblem } from "../../config/problems";
import { didYouMean } from "../../domain/text/suggestions";
import { oneOf } from "../../domain/problems/problem";
import { countText } from "../../domain/text/format";
import { paintSeverity, columns } from "../support/terminal";
import { readPoliciesFile, type PolicyFile, type ShorthandPolicy } from "../support/policy-files";

export interface CheckOptions {
  readonly output: string;
}

/** `ecr lifecycle check`: the problems of the lifecycle policies in files and environments. */
export function checkCommand(root: string, names: readonly string[], { output }: CheckOptions): void {
  const checked = checkedIn(root, names, process.cwd());
  const problems = inOrder(checked.problems);
  const text = (): string => [...orderTexts(checked.shorthands), ...problemsText(problems)].join("\n");
  process.stdout.write(`${output === "json" ? JSON.stringify(problems, undefined, 2) : text()}\n`);
  if (problems.some(({ severity }) => severity === "error")) process.exitCode = 1;
}

type Checked = Pick<PolicyFile, "problems" | "shorthands">;

/**
 * Reads a name as a file if the file exists, and as an environment otherwise.
 * @param folder folder to which paths are relative
 */
function checkedIn(root: string, names: readonly string[], folder: string): Checked {
  const isFile = (name: string): boolean => existsSync(resolve(folder, name));
  // Checking files does not require the environment's readers.
  const environments = names.every(isFile)
    ? undefined
    : (require("./environment-policies") as typeof import("./environment-policies"));
  const checked = [...new Set(names)].map((name) =>
    isFile(name)
      ? readPoliciesFile(name, folder)
      : (environments?.readNamed(root, name) ?? noSuch(name, environmentNames(root))),
  );
  return {
    problems: checked.flatMap(({ problems }) => problems),
    shorthands: checked.flatMap(({ shorthands }) => shorthands),
  };
}

/** Neither a file nor an environment. */
function noSuch(name: string, environments: readonly string[]): Checked {
  const known = environments.length === 0 ? "" : ` (${oneOf(environments, "and")})`;
  const message = `expected a file, relative to the current folder, or an environment${known}, found neither.${didYouMean(name, environments)}`;
  return {
    shorthands: [],
    problems: [{ file: name, line: 1, column: 1, severity: "error", rule: "file/syntax", message }],
  };
}

/** The expanded rules of shorthand policies, with the reason for their order. Prints identical policies once. */
function orderTexts(policies: readonly ShorthandPolicy[]): string[] {
  const places = new Map<string, string[]>();
  for (const { file, line, column, rules } of policies) {
    const text = columns(rules.map(({ priority, description, why }) => [`  ${priority}`, description, why])).join("\n");
    places.set(text, [...(places.get(text) ?? []), `${file}:${line}:${column}`]);
  }
  return [...places].map(([text, [first = "", ...others]]) => {
    const more = others.length === 0 ? "" : ` and ${countText(others.length, "other")}`;
    return `${first}${more}: the policy in words becomes these rules, in this order:\n${text}\n`;
  });
}

function problemsText(problems: readonly LocatedProblem[]): string[] {
  const lines = problems.map((problem) => `${formatProblem(problem, paintSeverity)} (${problem.rule})`);
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const warnings = problems.length - errors;
  const isUnread = problems.some(({ rule }) => rule === "file/syntax");
  const verdict =
    errors > 0 && isUnread
      ? `Not everything could be checked: ${countText(errors, "error")}.`
      : errors > 0
        ? `AWS would reject this: ${countText(errors, "error")}${warnings > 0 ? ` and ${countText(warnings, "warning")}` : ""}.`
        : warnings > 0
          ? `AWS would accept this, with ${countText(warnings, "warning")}.`
          : "AWS would accept this, without warnings.";
  return [...lines, verdict];
}
