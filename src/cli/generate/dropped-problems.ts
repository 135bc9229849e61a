import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Environment } from "../../model/environment";
import { type LocatedProblem } from "../../config/problems";
import { type EnvironmentResult } from "../../config/environment-result";
import { droppedRepositories, unreleasedRepositories } from "./dropped-repositories";
import { describeDropped, describeUnreleased } from "./dropped-words";
import { declaringElsewhere } from "./warnings";
import { FOLDERS } from "./report";
import { REPOSITORIES_FILE, RETENTION_FILE } from "./sections";

/**
 * Warnings about repositories that the checked-in Terraform of an environment has and its files no longer declare or protect.
 * Nothing is synthesized: where no Terraform is checked in, or it was generated since, there is nothing to compare with.
 * @param root the project's folder
 * @param others the project's other environments
 */
export function droppedProblems(
  root: string,
  reading: EnvironmentResult,
  others: readonly Environment[],
): LocatedProblem[] {
  const { environment } = reading;
  if (environment === undefined) return [];
  const { name } = environment;
  const folder = join(root, FOLDERS.environment, name, "registry");
  const before = [REPOSITORIES_FILE, RETENTION_FILE]
    .map((file) => join(folder, file))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, "utf8"));
  const dropped = droppedRepositories(before, environment).map((it): LocatedProblem => {
    const message = describeDropped(it, name, declaringElsewhere(it.name, environment, others));
    return { file: reading.file, line: 1, column: 1, severity: "warning", rule: "repository/dropped", message };
  });
  const unreleased = unreleasedRepositories(before, environment).map((it): LocatedProblem => {
    const place = reading.declarationPlace(it) ?? { file: reading.file, line: 1, column: 1 };
    const message = describeUnreleased(it, name);
    return { ...place, severity: "warning", rule: "repository/unreleased", message };
  });
  return [...dropped, ...unreleased];
}
