import { didYouMean } from "../domain/text/suggestions";
import { publicNameOf } from "../domain/public-repositories/settings";
import { error, quoteValue, warning, type Path, type Problem } from "../domain/problems/problem";
import { checkRepositoryName } from "../domain/repository/name";
import { REGISTRY_KEY } from "../domain/registry/key";
import { isRetained } from "../domain/repository/retention";
import { type RepositoryDeclaration } from "../model/environment";
import { lineText, type EnvironmentResult } from "./environment-result";

/**
 * Checks the names of private repositories under `released`: valid, unique, and neither retained nor removed. An undeclared name is a warning, because the
 * next deployment deletes its repository.
 */
export function checkReleased(
  released: readonly string[],
  removed: readonly string[],
  declared: readonly RepositoryDeclaration[],
  placeOf: EnvironmentResult["declarationPlace"],
): Problem[] {
  const byName = new Map(declared.map((repository) => [repository.repositoryName, repository]));
  return released.flatMap((name, index) => {
    if (publicNameOf(name) !== undefined || name === REGISTRY_KEY) return [];
    const problems = checkRepositoryName(name).filter(({ severity }) => severity === "error");
    if (problems.length > 0) return problems.map((problem) => ({ ...problem, at: [index] }));
    if (released.indexOf(name) !== index)
      return [error("released/twice", [index], `expected each name once, found ${quoteValue(name)} twice. Remove one`)];
    if (removed.includes(name)) {
      const message = `expected ${quoteValue(name)} under either removed or released, found it under both. Keep removed to leave the repository in AWS, or released to delete it`;
      return [error("released/removed", [index], message)];
    }
    const repository = byName.get(name);
    if (repository === undefined) return [undeclared(name, [index], [...byName.keys()])];
    if (!isRetained(repository.deletionPolicy)) return [];
    const { deletionPolicy } = repository;
    const message = `expected a repository with deletionPolicy Delete, found ${quoteValue(name)} with ${deletionPolicy} (${lineText(placeOf(name))}). Set deletionPolicy: Delete in its entry, or remove the name from released`;
    return [error("released/retained", [index], message)];
  });
}

/** Warns about a name that no repository has. */
export function undeclared(name: string, at: Path, declared: readonly string[]): Problem {
  const hint = didYouMean(name, declared);
  const message = `expected a declared repository, found ${quoteValue(name)}. The next deployment of its stack deletes it. To keep it in AWS, list it under removed. If it has already been deleted, remove the name${hint && `.${hint}`}`;
  return warning("released/undeclared", at, message);
}
