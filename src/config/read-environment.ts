import { ENVIRONMENT_NAME } from "./environment-names";
import { dirname, join } from "node:path";
import { error, quoteValue } from "../domain/problems/problem";
import { brokenLink } from "./broken-link";
import { buildEnvironment } from "./build-environment";
import { readExtended } from "./extends/read-extended";
import { FileReader } from "./file-reader";
import { inOrder, located } from "./problems";
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
  const found = FILE_NAMES.map((file) => join(folder, file)).filter((path) => reader.exists(path));
  const [path, second] = found;
  const fault = (file: string, message: string): EnvironmentResult => ({
    name,
    file,
    declarationPlace: nowhere,
    problems: [{ file, line: 1, column: 1, severity: "error", rule: "environment/file", message }],
  });
  const broken = brokenLink(folder);
  if (broken !== undefined)
    return fault(reader.nameOf(folder), `expected a folder, found ${broken}. Correct the link, or delete it`);
  if (reader.boundary.leadsOut(folder))
    return fault(reader.nameOf(folder), `expected a folder, ${reader.boundary.linkOut}`);
  if (path === undefined) {
    const message = `expected ${FILE_NAMES[0]} in the folder, found none. Create one, or move the folder`;
    return fault(reader.nameOf(folder), message);
  }
  const file = reader.nameOf(path);
  if (second !== undefined)
    return fault(
      reader.nameOf(second),
      `expected one file for the environment, found ${file} as well. Delete one of them`,
    );
  if (!ENVIRONMENT_NAME.test(name)) {
    return fault(
      file,
      `expected a folder name that starts with a letter and contains only lowercase letters, digits and hyphens, found ${quoteValue(name)}. Rename the folder`,
    );
  }
  const { documents, faults } = reader.read(path);
  const [document, another] = documents;
  if (document === undefined) return { name, file, declarationPlace: nowhere, problems: inOrder(faults) };
  if (another !== undefined) {
    const message = "expected one document, found a second one. Remove it";
    return {
      name,
      file,
      declarationPlace: nowhere,
      problems: located(another, [], [error("environment/file", [], message)]),
    };
  }
  const extended = readExtended(document, path, reader);
  const { bases } = extended;
  if (extended.document === undefined)
    return { name, file, bases, declarationPlace: nowhere, problems: inOrder(extended.problems) };
  const built = buildEnvironment({ document: extended.document, reader, folder, name, bases, environments, today });
  const problems = inOrder([...extended.problems, ...built.problems]);
  return { name, file, bases, document: extended.document, ...built, problems };
}

/** `declarationPlace` of an environment that cannot be read. */
function nowhere(): undefined {
  return undefined;
}
