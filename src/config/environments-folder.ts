import { join, relative, resolve, sep } from "node:path";
import { error, formatPath, oneOf, type Path } from "../domain/problems/problem";
import { valueAt } from "../domain/problems/schema-problems";
import { Boundary } from "./boundary";
import { FileReader } from "./file-reader";
import { formatProblem, formatProblems, located, type LocatedProblem } from "./problems";
import { type SourceDocument } from "./source/source";

/** Folder of the environments in the project's folder, unless the project says another. */
export const ENVIRONMENTS_FOLDER = "environments";

/** Variable that names the folder of the environments, for this process and those that it starts. It wins over the project's files. */
export const ENVIRONMENTS_VARIABLE = "CDKTF_ECR_ENVIRONMENTS";

/** Where a project may say it. Its paths begin at the project's folder. */
const SETTINGS: readonly { readonly file: string; readonly at: Path }[] = [
  { file: "cdktf.json", at: ["context", "environments"] },
  { file: "package.json", at: ["cdktf-ecr", "environments"] },
];

/**
 * The folder of a project's environments: the one that `CDKTF_ECR_ENVIRONMENTS` names, else `environments` in the context of
 * `cdktf.json`, else `"cdktf-ecr": { "environments": ... }` in `package.json`, else `environments/`.
 * @param root the project's folder
 * @param chosen the folder that the variable names
 * @returns absolute path
 * @throws Error with the place of a setting that is not valid
 */
export function environmentsFolder(root: string, chosen = process.env[ENVIRONMENTS_VARIABLE]): string {
  if (chosen !== undefined && chosen !== "") {
    const path = resolve(root, chosen);
    const fault = faultOf(root, path);
    if (fault !== undefined) throw new Error(`${ENVIRONMENTS_VARIABLE}, or --environments: ${fault}`);
    return path;
  }
  const [set, other] = SETTINGS.flatMap(({ file, at }) => settingIn(root, file, at));
  if (set === undefined) return join(root, ENVIRONMENTS_FOLDER);
  if (other !== undefined && other.path !== set.path) {
    const places = SETTINGS.map(({ file, at }) => `${formatPath(at)} in ${file}`);
    throw new Error(problemAt(other, `expected one folder of environments, found ${oneOf(places, "and")}. Remove one`));
  }
  return set.path;
}

/** An environment's folder, or that of all environments, as messages and generated files show it: relative to the project. */
export function environmentPlace(root: string, name = ""): string {
  return (
    relative(root, join(environmentsFolder(root), name))
      .split(sep)
      .join("/") || "."
  );
}

interface Setting {
  readonly document: SourceDocument;
  readonly at: Path;
  readonly path: string;
}

function settingIn(root: string, file: string, at: Path): Setting[] {
  const reader = new FileReader(root);
  const place = join(root, file);
  if (!reader.exists(place)) return [];
  const { documents, faults } = reader.read(place);
  const [document] = documents;
  if (document === undefined) throw new Error(formatProblems(faults).join("\n"));
  const value = valueAt(document.data, at);
  if (value === undefined) return [];
  const problem = (message: string): Error => new Error(problemAt({ document, at }, message));
  if (typeof value !== "string" || value === "")
    throw problem(`expected a folder, relative to the project's, found ${JSON.stringify(value)}`);
  const path = resolve(root, value);
  const fault = faultOf(root, path) ?? (reader.isFolder(path) ? undefined : missing(reader, path, value));
  if (fault !== undefined) throw problem(fault);
  return [{ document, at, path }];
}

function missing(reader: FileReader, path: string, value: string): string {
  return `expected a folder, found ${JSON.stringify(value)}, which ${reader.exists(path) ? "is a file" : "does not exist"}`;
}

function faultOf(root: string, path: string): string | undefined {
  const boundary = new Boundary(root);
  if (boundary.isOutside(path)) return `expected a folder in ${boundary.name}, found one outside of it`;
  return boundary.leadsOut(path) ? `expected a folder, ${boundary.linkOut}` : undefined;
}

function problemAt({ document, at }: Pick<Setting, "document" | "at">, message: string): string {
  const problems: LocatedProblem[] = located(document, at, [error("project/environments", [], message)]);
  return problems.map((problem) => formatProblem(problem)).join("\n");
}
