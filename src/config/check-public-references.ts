import { error, quoteValue, type Problem } from "../domain/problems/problem";
import { checkPublicName } from "../domain/public-repositories/name";
import { markedPublic, publicNameOf } from "../domain/public-repositories/settings";
import { isRetainedPublic } from "../domain/public-repositories/check";
import { type Environment, type PublicRepositoryDeclaration } from "../model/environment";
import { undeclared } from "./check-released";

type Lists = Pick<Environment, "removed" | "released">;

/** Checks the names of public repositories under `removed` and `released`. Each problem is at its list and index. */
export function checkPublicReferences(lists: Lists, declared: readonly PublicRepositoryDeclaration[]): Problem[] {
  const byName = new Map(declared.map((repository) => [repository.repositoryName, repository]));
  return (["removed", "released"] as const).flatMap((list) =>
    lists[list].flatMap((written, index): Problem[] => {
      const name = publicNameOf(written);
      if (name === undefined) return [];
      const at = [list, index] as const;
      if (lists[list].indexOf(written) !== index)
        return [error(`${list}/twice`, at, `expected each name once, found ${quoteValue(written)} twice. Remove one`)];
      const faults = checkPublicName(name).filter(({ severity }) => severity === "error");
      if (faults.length > 0) return faults.map((problem) => ({ ...problem, at }));
      const repository = byName.get(name);
      return list === "removed"
        ? checkRemovedOne(written, at, repository)
        : checkReleasedOne(written, at, lists, { repository, declared: [...byName.keys()].map(markedPublic) });
    }),
  );
}

type At = readonly [string, number];

function checkRemovedOne(written: string, at: At, repository: PublicRepositoryDeclaration | undefined): Problem[] {
  if (repository === undefined) return [];
  const message = `expected a repository that is no longer declared, found ${quoteValue(written)} under publicRepositories as well. Remove it from one of the two places`;
  return [error("removed/declared", at, message)];
}

function checkReleasedOne(
  written: string,
  at: At,
  { removed }: Lists,
  {
    repository,
    declared,
  }: { readonly repository: PublicRepositoryDeclaration | undefined; readonly declared: readonly string[] },
): Problem[] {
  if (removed.includes(written)) {
    const message = `expected ${quoteValue(written)} under either removed or released, found it under both. Keep removed to leave the repository in AWS, or released to delete it`;
    return [error("released/removed", at, message)];
  }
  if (repository === undefined) return [undeclared(written, at, declared)];
  if (!isRetainedPublic(repository)) return [];
  const message = `expected a repository with deletionPolicy Delete, found ${quoteValue(written)} with Retain. Set deletionPolicy: Delete in its entry, or remove the name from released`;
  return [error("released/retained", at, message)];
}
