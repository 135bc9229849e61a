import { type Environment } from "../../model/environment";
import { located, type LocatedProblem } from "../../config/problems";
import { type EnvironmentResult } from "../../config/environment-result";
import { REGISTRY_KEY } from "../../domain/registry/key";
import { didYouMean } from "../../domain/text/suggestions";
import { quoteValue, warning, type Problem } from "../../domain/problems/problem";
import { checkedInFiles, parseFiles, releasedIn, repositoriesIn, type ParsedFile } from "./checked-in";
import {
  droppedKeys,
  droppedRepositories,
  unreleasedRepositories,
  type DroppedRepository,
} from "./dropped-repositories";
import { describeDropped, describeDroppedKey, describeUnreadable, describeUnreleased } from "./dropped-words";
import { strandedRepositories } from "./stranded-repositories";
import { declaringElsewhere } from "./warnings";

/**
 * Problems with repositories that the checked-in Terraform of an environment has, but that its files no longer declare or
 * protect. They are errors if `generate` would refuse to write. Compares files only, without synthesis. None if no Terraform is checked in, or if it was generated since.
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
  const environmentFile = { file: reading.file, line: 1 };
  const { parsed, unreadable } = parseFiles(checkedInFiles(root, name));
  const dropped = droppedRepositories(parsed, environment);
  // A file that cannot be read may have the names.
  const unknown = unreadable.length > 0 ? [] : unknownRemoved(parsed, environment.removed, dropped);
  return [
    ...unreadable.map((found) =>
      problem({ file: found.path, line: found.line }, "terraform/syntax", describeUnreadable(found)),
    ),
    ...strandedIn(parsed, environment, reading),
    ...dropped.map((repository) => {
      const elsewhere = declaringElsewhere(repository, environment, others);
      return problem(environmentFile, "repository/dropped", describeDropped(repository, name, elsewhere));
    }),
    ...droppedKeys(parsed, environment).map((key) =>
      problem(environmentFile, "registry/key-dropped", `${name}-${key.stack}: ${describeDroppedKey(key, name)}`),
    ),
    ...(reading.document === undefined ? [] : located(reading.document, ["removed"], unknown)),
    ...unreleasedRepositories(parsed, environment).map((repository) =>
      problem(
        reading.declarationPlace(repository) ?? environmentFile,
        "repository/unreleased",
        describeUnreleased(repository, name),
      ),
    ),
  ];
}

/**
 * Problems with repositories that no plan of the next generated files would reach, which `generate` refuses to write.
 * @param root the project's folder
 */
export function strandedProblems(root: string, reading: EnvironmentResult): LocatedProblem[] {
  const { environment } = reading;
  if (environment === undefined) return [];
  return strandedIn(parseFiles(checkedInFiles(root, environment.name)).parsed, environment, reading);
}

function strandedIn(
  before: readonly ParsedFile[],
  environment: Environment,
  { file, declarationPlace }: EnvironmentResult,
): LocatedProblem[] {
  return strandedRepositories(before, environment).map(({ rule, repositoryName, message }) => {
    const place = repositoryName === undefined ? undefined : declarationPlace(repositoryName);
    return { ...problem(place ?? { file, line: 1 }, rule, message), severity: "error" };
  });
}

/** A warning, with its place. */
function problem(
  { file, line, column = 1 }: { readonly file: string; readonly line: number; readonly column?: number },
  rule: string,
  message: string,
): LocatedProblem {
  return { file, line, column, severity: "warning", rule, message };
}

/** Names under `removed` that no stack has or had. If one is misspelled, Terraform deletes what it should leave in AWS. */
function unknownRemoved(
  before: readonly ParsedFile[],
  removed: readonly string[],
  dropped: readonly DroppedRepository[],
): Problem[] {
  const present = repositoriesIn(before).map(({ name }) => name);
  const known = new Set([
    ...present,
    ...[...releasedIn(before).values()].flatMap((names) => [...names]),
    // Only a guard shows it, which may be gone.
    REGISTRY_KEY,
  ]);
  if (before.length === 0) return [];
  return removed.flatMap((name, index) => {
    if (known.has(name)) return [];
    const hint = didYouMean(
      name,
      dropped.map((repository) => repository.name),
    );
    const message = `expected a repository in the checked-in Terraform, found ${quoteValue(name)}. Correct the name, or remove it${hint && `.${hint}`}`;
    return [warning("removed/unknown", [index], message)];
  });
}
