import { type Command } from "commander";
import { formatProblem, formatProblems, inOrder, type LocatedProblem } from "../config/problems";
import { type EnvironmentResult } from "../config/environment-result";
import { paintSeverity } from "./support/terminal";
import { countText } from "../domain/text/format";
import { ownPackage } from "./support/package-folder";
import { outputOption } from "./support/arguments";
import { jsonText } from "./support/write";

interface ValidateOptions {
  readonly output: "text" | "json";
  readonly explain?: string;
}

/** Adds `ecr validate`, which runs every check without synthesis. */
export function registerValidate(program: Command, root: string): void {
  program
    .command("validate")
    .description("check environments and their repository files. Exits with 1 on errors")
    .argument("[environment...]", "environments to check (default: all)")
    .addOption(outputOption(["text", "json"]))
    .option(
      "--explain <setting>",
      "print only the value of a setting, the file that sets the value, and the values that it overrides",
    )
    .addHelpText(
      "after",
      "\nThe command also checks what access policies grant, and warns about parts of\nthe policies that have no effect. Each warning about a policy shows its ID in\nbrackets. To accept a warning until a given date, use acceptFindings.\n\nExamples:\n  npx ecr validate dev production -o json\n  npx ecr validate dev --explain repositories.team/api.imageTagMutability\n  npx ecr validate dev --explain repositories.team/api.grants",
    )
    .action((names: string[], options: ValidateOptions) => {
      const { readAmongOthers } = require("./support/environments") as typeof import("./support/environments");
      const { named, sound } = readAmongOthers(root, names);
      if (options.explain !== undefined) {
        explain(named, options.explain, options.output);
        return;
      }
      const { droppedProblems } =
        require("./generate/dropped-problems") as typeof import("./generate/dropped-problems");
      const { checkExpiry } = require("../config/accept-findings") as typeof import("../config/accept-findings");
      const { checkExpiredExceptions } =
        require("../config/check-repository-rules") as typeof import("../config/check-repository-rules");
      const today = new Date().toISOString().slice(0, 10);
      const readings = named.map((reading) => ({
        ...reading,
        problems: inOrder([
          ...reading.problems,
          ...droppedProblems(root, reading, sound),
          ...(reading.document === undefined ? [] : checkExpiry(reading.document, today)),
          ...(reading.document === undefined ? [] : checkExpiredExceptions(reading.document, today)),
        ]),
      }));
      const problems = inOrder(readings.flatMap((reading) => reading.problems));
      process.stdout.write(options.output === "json" ? jsonText(problems) : report(readings, problems));
      if (problems.some(({ severity }) => severity === "error")) process.exitCode = 1;
    });
}

/** @throws Error with the problems of an environment that cannot be read */
function explain(readings: readonly EnvironmentResult[], path: string, output: ValidateOptions["output"]): void {
  const { explained } = require("./support/explained") as typeof import("./support/explained");
  const explanations = readings.map((reading) => {
    const explanation = explained(reading, path);
    if (explanation === undefined) throw new Error(formatProblems(reading.problems).join("\n"));
    return explanation;
  });
  process.stdout.write(
    output === "json"
      ? jsonText(explanations.map(({ data }) => data))
      : `${explanations.flatMap(({ lines }) => lines).join("\n")}\n`,
  );
}

function report(readings: readonly EnvironmentResult[], problems: readonly LocatedProblem[]): string {
  const { ACCEPTABLE_IDS } = require("../domain/policy-lint/rules") as typeof import("../domain/policy-lint/rules");
  const lines = problems.map((problem) => {
    const line = formatProblem(problem, paintSeverity);
    // The id with which the finding can be accepted.
    const canAccept = problem.severity === "warning" && ACCEPTABLE_IDS.includes(problem.rule);
    return canAccept ? `${line} [${problem.rule}]` : line;
  });
  for (const { name, environment, problems: own, accepted = 0 } of readings) {
    const errors = own.filter(({ severity }) => severity === "error").length;
    const warnings = own.length - errors;
    const counted = [
      countText(errors, "error"),
      countText(warnings, "warning"),
      countText(accepted, "accepted finding"),
    ]
      .filter((text) => !text.startsWith("0 "))
      .join(", ");
    const repositories =
      environment === undefined ? "" : countText(environment.repositories.length, "repository", "repositories");
    lines.push(
      `${name}: ${[repositories, counted === "" ? "no problems" : counted].filter((text) => text !== "").join(", ")}`,
    );
  }
  if (problems.some(isOfAnotherVersion)) {
    const { name, version } = ownPackage();
    lines.push(
      `If the unknown keys were added in a newer version of ${name}, upgrade: npm update ${name} (this is ${version})`,
    );
  }
  return `${lines.join("\n")}\n`;
}

/** Whether a key is known to no one here, and resembles no known key. AWS's own documents have their own versions. */
function isOfAnotherVersion({ rule, message }: LocatedProblem): boolean {
  return /^(?:environment|repository)\/unknown-key$/.test(rule) && !message.includes("Did you mean");
}
