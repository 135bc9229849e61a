import { ENVIRONMENT_NAME } from "./environment-names";
import { dirname, join } from "node:path";
import { error, quoteValue } from "../domain/problems/problem";
import { brokenLink } from "./broken-link";
import { buildEnvironment } from "./build-environment";
import { readExtended } from "./extends/read-extended";
import { FileReader } from "./file-reader";
import { inOrder, located, type LocatedProblem } from "./problems";
import { type EnvironmentResult } from "./environment-result";
import { ENVIRONMENT_FILES as FILE_NAMES, otherEnvironments, type Environments } from "./other-environments";

export interface ReadingOptions {
  /** @default - reads the project's files */
  readonly reader?: FileReader;
  /** All environments of the project. @default - those next to the folder */
  readonly environments?: Environments;
  /** For dates in policies: `2026-01-31`, UTC. @default - they are not compared with a day */
  readonly today?: string | undefined;
}

/**
 * Reads one environment and reports all problems in all of its files.
 * @param root the project's folder, to which file names are relative
 * @param folder the environment's folder
 * @param name the environment's name
 */
export function readEnvironment(
  root: string,
  folder: string,
  name: string,
  options: ReadingOptions = {},
): EnvironmentResult {
  const { reader = new FileReader(root), today } = options;
  const { environments = otherEnvironments(root, dirname(folder), reader) } = options;
  const [path, second] = FILE_NAMES.map((file) => join(folder, file)).filter((it) => reader.exists(it));
  const unreadable = (file: string, problems: readonly LocatedProblem[]): EnvironmentResult => ({
    name,
    file,
    declarationPlace: () => undefined,
    problems: inOrder(problems),
  });
  const fault = (file: string, message: string): EnvironmentResult =>
    unreadable(file, [{ file, line: 1, column: 1, severity: "error", rule: "environment/file", message }]);
  const place = reader.nameOf(folder);
  const broken = brokenLink(folder);
  if (broken !== undefined) return fault(place, `expected a folder, found ${broken}. Correct the link, or delete it`);
  if (reader.boundary.leadsOut(folder)) return fault(place, `expected a folder, ${reader.boundary.linkOut}`);
  if (path === undefined)
    return fault(place, `expected ${FILE_NAMES[0]} in the folder, found none. Create one, or move the folder`);
  const file = reader.nameOf(path);
  if (second !== undefined) {
    const message = `expected one file for the environment, found ${file} as well. Delete one of them`;
    return fault(reader.nameOf(second), message);
  }
  if (!ENVIRONMENT_NAME.test(name)) {
    const message = `expected a folder name that starts with a letter and contains only lowercase letters, digits and hyphens, found ${quoteValue(name)}. Rename the folder`;
    return fault(file, message);
  }
  const { documents, faults } = reader.read(path);
  const [document, another] = documents;
  if (document === undefined) return unreadable(file, faults);
  if (another !== undefined) {
    const message = "expected one document, found a second one. Remove it";
    return unreadable(file, located(another, [], [error("environment/file", [], message)]));
  }
  const extended = readExtended(document, path, reader);
  const { bases } = extended;
  if (extended.document === undefined) return { ...unreadable(file, extended.problems), bases };
  const built = buildEnvironment({ document: extended.document, reader, folder, name, bases, environments, today });
  const problems = inOrder([...extended.problems, ...built.problems]);
  return { name, file, bases, document: extended.document, ...built, problems };
}
