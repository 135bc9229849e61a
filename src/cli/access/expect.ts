import { resolve } from "node:path";
import { FileReader } from "../../config/file-reader";
import { formatProblem, formatProblems, located, type LocatedProblem } from "../../config/problems";
import { type SourceDocument } from "../../config/source/source";
import { parse } from "../../domain/problems/schema-problems";
import { countText } from "../../domain/text/format";
import { type AccessFacts } from "../../operations/access/facts";
import { brokenExpectations, type BrokenExpectation } from "../../operations/access/expectations/check";
import { expectationsSchema, type Expectation } from "../../operations/access/expectations/schema";
import { colors } from "../support/colors";
import { write } from "../support/write";

export interface Expecting {
  /** Name of the environment. */
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
  const { document, expectations } = readExpectations(path, process.cwd());
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
    await write([`${JSON.stringify(record, undefined, 2)}\n`]);
    return;
  }
  const paint = colors();
  const unmet = new Set(broken.map(({ one }) => one.index)).size;
  const total = countText(expectations.length, "expectation");
  const lines = [
    ...broken.map(({ problem }) => formatProblem(problem, (severity) => paint.red(severity))),
    ...faults,
    unmet === 0
      ? `${environment}: all met: ${total}, ${countText(facts.repositories.length, "repository", "repositories")}`
      : `${environment}: not met: ${unmet} of ${total}`,
  ];
  await write([`${lines.join("\n")}\n`]);
}

interface ExpectationsFile {
  readonly document: SourceDocument;
  readonly expectations: readonly Expectation[];
}

function readExpectations(path: string, folder: string): ExpectationsFile {
  const reader = new FileReader(folder);
  const absolute = resolve(folder, path);
  if (!reader.exists(absolute)) throw new Error(`--expect: expected a file with expectations, found no file ${path}`);
  const { documents, faults } = reader.read(absolute);
  const [document, ...more] = documents;
  if (faults.length > 0 || document === undefined) throw new Error(formatProblems(faults).join("\n"));
  if (more.length > 0) throw new Error(`--expect ${path}: expected one document, found ${documents.length}`);
  const parsed = parse("expectations", expectationsSchema, document.data);
  if (!parsed.ok) throw new Error(formatProblems(located(document, [], parsed.problems)).join("\n"));
  return { document, expectations: parsed.value.expectations };
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
