import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ANY_REGISTRY_STACK } from "../../domain/repository/groups-schema";
import { type Environment } from "../../model/environment";
import { type LocatedProblem } from "../../config/problems";
import { type EnvironmentResult } from "../../config/environment-result";
import {
  droppedRepositories,
  hasDroppedKey,
  regroupedRepositories,
  unreleasedRepositories,
} from "./dropped-repositories";
import { parseFiles } from "./checked-in";
import {
  describeDropped,
  describeDroppedKey,
  describeRegrouped,
  describeUnreadable,
  describeUnreleased,
} from "./dropped-words";
import { declaringElsewhere } from "./warnings";
import { FOLDERS } from "../support/generated-folders";
import { REPOSITORIES_FILE, RETENTION_FILE } from "./stack-file-layout";

/**
 * Warnings about repositories that the checked-in Terraform of an environment has, but that its files no longer declare or
 * protect. Compares files only, without synthesis. None if no Terraform is checked in, or if it was generated since.
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
  const warning = (
    { file, line, column = 1 }: { readonly file: string; readonly line: number; readonly column?: number },
    rule: string,
    message: string,
  ): LocatedProblem => ({ file, line, column, severity: "warning", rule, message });
  const environmentFile = { file: reading.file, line: 1 };
  const paths = registryFolders(root, environment).flatMap((folder) =>
    [REPOSITORIES_FILE, RETENTION_FILE]
      .map((base) => `${folder}/${base}`)
      .filter((path) => existsSync(join(root, path))),
  );
  const { parsed, unreadable } = parseFiles(
    paths.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") })),
  );
  return [
    ...unreadable.map((found) =>
      warning({ file: found.path, line: found.line }, "terraform/syntax", describeUnreadable(found)),
    ),
    ...droppedRepositories(parsed, environment).map((dropped) => {
      const elsewhere = declaringElsewhere(dropped.name, environment, others);
      return warning(environmentFile, "repository/dropped", describeDropped(dropped, name, elsewhere));
    }),
    ...(hasDroppedKey(parsed, environment)
      ? [warning(environmentFile, "registry/key-dropped", describeDroppedKey(name))]
      : []),
    ...regroupedRepositories(parsed, environment).map((regrouped) =>
      warning(
        reading.declarationPlace(regrouped.name) ?? environmentFile,
        "repository/regrouped",
        describeRegrouped(regrouped, name),
      ),
    ),
    ...unreleasedRepositories(parsed, environment).map((repository) =>
      warning(
        reading.declarationPlace(repository) ?? environmentFile,
        "repository/unreleased",
        describeUnreleased(repository, name),
      ),
    ),
  ];
}

/** Folders of the checked-in registry stacks, also of groups that are no longer declared. */
function registryFolders(root: string, { name }: Environment): string[] {
  const parent = `${FOLDERS.environment}/${name}`;
  if (!existsSync(join(root, parent))) return [];
  return readdirSync(join(root, parent))
    .filter((stack) => ANY_REGISTRY_STACK.test(stack))
    .sort()
    .map((stack) => `${parent}/${stack}`);
}
