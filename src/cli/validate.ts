import { type Command } from "commander";
import { inOrder, type LocatedProblem } from "../config/problems";
import { type EnvironmentReading } from "../config/environment-reading";
import { colors } from "./support/colors";
import { outputOption } from "./support/output-option";

interface ValidateOptions {
  readonly output: "text" | "json";
}

/** `ecr validate [ENV...]`: every check, nothing synthesized. */
export function registerValidate(program: Command, root: string): void {
  program
    .command("validate")
    .description("check environments and their repository files: exit code 1 when one has errors")
    .argument("[environment...]", "environments to check (default: all)")
    .addOption(outputOption(["text", "json"]))
    .addHelpText("after", "\nExample:\n  npx ecr validate dev production -o json")
    .action((names: string[], options: ValidateOptions) => {
      const { readAmongOthers } = require("./support/environments") as typeof import("./support/environments");
      const { droppedProblems } =
        require("./generate/dropped-problems") as typeof import("./generate/dropped-problems");
      const { named, sound } = readAmongOthers(root, names);
      const readings = named.map((reading) => ({
        ...reading,
        problems: inOrder([...reading.problems, ...droppedProblems(root, reading, sound)]),
      }));
      const problems = inOrder(readings.flatMap((reading) => reading.problems));
      process.stdout.write(
        options.output === "json" ? `${JSON.stringify(problems, undefined, 2)}\n` : report(readings, problems),
      );
      if (problems.some(({ severity }) => severity === "error")) process.exitCode = 1;
    });
}

function report(readings: readonly EnvironmentReading[], problems: readonly LocatedProblem[]): string {
  const paint = colors();
  const lines = problems.map(({ file, line, column, severity, message }) => {
    const label = severity === "error" ? paint.red("error") : paint.yellow("warning");
    return `${file}:${line}:${column}: ${label}: ${message}`;
  });
  for (const { name, environment, problems: own } of readings) {
    const errors = own.filter(({ severity }) => severity === "error").length;
    const warnings = own.length - errors;
    const counted = [plural(errors, "error"), plural(warnings, "warning")]
      .filter((text) => !text.startsWith("0 "))
      .join(", ");
    const repositories =
      environment === undefined ? "" : plural(environment.repositories.length, "repository", "repositories");
    lines.push(
      `${name}: ${[repositories, counted === "" ? "no problems" : counted].filter((text) => text !== "").join(", ")}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
