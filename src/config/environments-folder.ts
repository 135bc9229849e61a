import { existsSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { formatPath, oneOf, type Path } from "../domain/problems/problem";
import { Boundary } from "./boundary";

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
  const [set, other] = SETTINGS.flatMap(({ file, at }) =>
    mayHave(join(root, file)) ? settings().settingIn(root, file, at) : [],
  );
  if (set === undefined) return join(root, ENVIRONMENTS_FOLDER);
  if (other !== undefined && other.path !== set.path) {
    const places = SETTINGS.map(({ file, at }) => `${formatPath(at)} in ${file}`);
    throw new Error(
      settings().problemAt(other, `expected one folder with environments, found ${oneOf(places, "and")}. Remove one`),
    );
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

/** A look at the text, since most projects have no such setting and reading one takes libraries. */
function mayHave(path: string): boolean {
  return existsSync(path) && readFileSync(path, "utf8").includes('"environments"');
}

function settings(): typeof import("./environments-setting") {
  return require("./environments-setting") as typeof import("./environments-setting");
}

/** What is wrong with a folder of environments that is outside the project's Git repository. */
export function faultOf(root: string, path: string): string | undefined {
  const boundary = new Boundary(root);
  if (boundary.isOutside(path)) return `expected a folder in ${boundary.name}, found a folder outside it`;
  return boundary.leadsOut(path) ? `expected a folder, ${boundary.linkOut}` : undefined;
}
