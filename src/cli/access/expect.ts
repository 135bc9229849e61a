import { formatProblem, type LocatedProblem } from "../../config/problems";
import { type SourceDocument } from "../../config/source/source";
import { countText } from "../../domain/text/format";
import { type AccessFacts } from "../../operations/access/facts";
import { brokenExpectations, type BrokenExpectation } from "../../operations/access/expectations/check";
import { expectationsSchema, type Expectation } from "../../operations/access/expectations/schema";
import { colors } from "../support/terminal";
import { readOptionFile } from "../support/option-file";
import { jsonText, write } from "../support/write";

export interface Expecting {
  readonly environment: string;
  readonly facts: AccessFacts;
  /** What could not be read in addition to repositories. */
  readonly faults: readonly string[];
  readonly output: string;
}

/**
 * Checks the expectations of a file, and reports those that are not met with exit code 1.
 * @param path relative to the current folder
 * @throws Error with every problem in the file
 */
export async function checkExpectations(
  path: string,
  { environment, facts, faults, output }: Expecting,
): Promise<void> {
  const { document, value } = readExpectations(path, process.cwd());
  const { expectations } = value;
  const broken = brokenExpectations(facts, expectations).map((one) => ({
    problem: problemOf(document, one, expectations[one.index]),
    one,
  }));
  if (broken.length + faults.length > 0) process.exitCode = 1;
  if (output === "json") {
    const record = {
      environment,
      expectations: expectations.length,
      broken: broken.map(({ problem, one }) => recordOf(problem, one, expectations[one.index])),
      faults,
    };
    await write([jsonText(record)]);
    return;
  }
  const paint = colors();
  const unmet = new Set(broken.map(({ one }) => one.index)).size;
  const total = countText(expectations.length, "expectation");
  const lines = [
    ...broken.map(({ problem }) => formatProblem(problem, (severity) => paint.red(severity))),
    ...faults,
    unmet > 0
      ? `${environment}: expectations not met: ${unmet} of ${total}`
      : `${environment}: ${faults.length > 0 ? "no expectation is broken, but not everything could be read" : "all expectations met"} (${total}, ${countText(facts.repositories.length, "repository", "repositories")})`,
  ];
  await write([`${lines.join("\n")}\n`]);
}

function readExpectations(path: string, folder: string) {
  return readOptionFile({ option: "--expect", path, folder, subject: "expectations" }, expectationsSchema);
}

function problemOf(
  document: SourceDocument,
  { index, kind, message }: BrokenExpectation,
  expectation: Expectation | undefined,
): LocatedProblem {
  const { description } = expectation ?? {};
  return {
    ...document.positionOf(["expectations", index]),
    severity: "error",
    rule: `expectations/${kind}`,
    field: kind,
    message: description === undefined ? message : `${message} (${description})`,
  };
}

function recordOf(
  { file, line, column }: LocatedProblem,
  { kind, message, repositories, found }: BrokenExpectation,
  expectation: Expectation | undefined,
): object {
  const { description } = expectation ?? {};
  return {
    file,
    line,
    column,
    kind,
    ...(description === undefined ? {} : { description }),
    message,
    repositories,
    ...found,
  };
}
