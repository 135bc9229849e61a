import { join } from "node:path";
import { error, quoteValue } from "../domain/problems/problem";
import { brokenLink } from "./broken-link";
import { buildEnvironment } from "./build-environment";
import { FileReader } from "./file-reader";
import { inOrder, located } from "./problems";
import { type EnvironmentResult } from "./environment-result";
import { type SourceDocument } from "./source/source";

const FILE_NAMES = ["environment.yaml", "environment.yml", "environment.json"];
const ENVIRONMENT_NAME = /^[a-z][a-z0-9-]*$/;

/**
 * Reads one environment and checks everything in it, every file to the end.
 * @param root the project's folder, from which files are named
 * @param folder the environment's folder, whose name is the environment's
 */
export function readEnvironment(
  root: string,
  folder: string,
  name: string,
  reader = new FileReader(root),
): EnvironmentResult {
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
  if (path === undefined) {
    return fault(reader.nameOf(folder), `no ${FILE_NAMES[0]} in the folder; write one, or move the folder elsewhere`);
  }
  const file = reader.nameOf(path);
  if (second !== undefined) return fault(reader.nameOf(second), `${file} is there too; keep one of them`);
  if (!ENVIRONMENT_NAME.test(name)) {
    return fault(
      file,
      `the folder is called ${quoteValue(name)}; an environment's name has lower-case letters, digits and hyphens, a letter first; rename the folder`,
    );
  }
  const { documents, faults } = reader.read(path);
  const [document, another] = documents;
  if (document === undefined) return { name, file, declarationPlace: nowhere, problems: inOrder(faults) };
  if (another !== undefined) {
    const message = "a second document; an environment is one, take the others out";
    return {
      name,
      file,
      declarationPlace: nowhere,
      problems: located(another, [], [error("environment/file", [], message)]),
    };
  }
  const positionOf: SourceDocument["positionOf"] = (at) => document.positionOf(at);
  return { name, file, positionOf, ...buildEnvironment({ document, reader, folder, name }) };
}

/** The places of an environment that cannot be read. */
function nowhere(): undefined {
  return undefined;
}
