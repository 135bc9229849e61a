import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { isBelow } from "../../config/boundary";
import { type EnvironmentResult } from "../../config/environment-result";
import { environmentsFolder, ENVIRONMENTS_VARIABLE } from "../../config/environments-folder";
import { formatProblem } from "../../config/problems";
import { readEnvironments } from "../../config/read-environments";
import { countText } from "../../domain/text/format";
import { type Revision } from "../../operations/review/review";
import { type CheckedOutBase } from "./base";

export function workingTree(root: string): Revision {
  return revisionOf("the working tree", readEnvironments(root));
}

/**
 * The environments at the base.
 * @param root the project's folder
 * @param after the environments to compare with
 */
export function baseRevision(root: string, base: CheckedOutBase, after: Revision): Revision {
  const folder = baseFolder(root, base);
  const results = readEnvironments(base.root, undefined, folder);
  return withSubmodules(revisionOf(base.name, results), folder, base, after);
}

/** The folder that the option names, or else the one that was set at the base, for example before the folder was renamed. */
function baseFolder(root: string, base: CheckedOutBase): string {
  const chosen = process.env[ENVIRONMENTS_VARIABLE];
  if (chosen === undefined || chosen === "") return environmentsFolder(base.root);
  const place = join(base.root, relative(root, resolve(root, chosen)));
  return existsSync(place) ? environmentsFolder(base.root, place) : environmentsFolder(base.root, "");
}

/** Environments whose folder was in a submodule: its files are in another repository, so they are unknown and not absent. */
function withSubmodules(before: Revision, folder: string, base: CheckedOutBase, after: Revision): Revision {
  const hidden = after.environments
    .map(({ name }) => name)
    .filter((name) => base.submodules.some((submodule) => isBelow(submodule, join(folder, name))))
    .filter((name) => !before.environments.some((known) => known.name === name));
  const reason =
    "The environment's folder is in a Git submodule, so its files at the base are in the submodule's repository";
  return { ...before, unreadable: new Map([...before.unreadable, ...hidden.map((name) => [name, reason] as const)]) };
}

function revisionOf(name: string, results: readonly EnvironmentResult[]): Revision {
  return {
    name,
    environments: results.flatMap(({ environment }) => (environment === undefined ? [] : [environment])),
    unreadable: new Map(
      results.flatMap((result) =>
        result.environment === undefined ? [[result.name, errorsText(result)] as const] : [],
      ),
    ),
  };
}

/** The first error of a file is often the consequence of another one. */
const MAX_ERRORS = 3;

function errorsText({ problems }: EnvironmentResult): string {
  const errors = problems.filter(({ severity }) => severity === "error");
  const more = errors.length - MAX_ERRORS;
  return `${errors
    .slice(0, MAX_ERRORS)
    .map((problem) => formatProblem(problem))
    .join("; ")}${more > 0 ? ` (and ${countText(more, "more error")})` : ""}`;
}
