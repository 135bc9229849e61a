import { isDeepStrictEqual } from "node:util";
import { type Environment, type RepositoryDeclaration } from "../../model/environment";

/** The repositories whose images a change may affect: another lifecycle policy, another encryption, or no declaration any longer. */
export function repositoriesWithAffectedImages(before: Environment, after: Environment): string[] {
  const declared = new Map(after.repositories.map((repository) => [repository.repositoryName, repository]));
  return before.repositories.flatMap((old) => {
    const now = declared.get(old.repositoryName);
    const isAffected = now === undefined ? !after.removed.includes(old.repositoryName) : affects(old, now);
    return isAffected ? [old.repositoryName] : [];
  });
}

function affects(old: RepositoryDeclaration, now: RepositoryDeclaration): boolean {
  return (
    !isDeepStrictEqual(old.lifecyclePolicy, now.lifecyclePolicy) ||
    !isDeepStrictEqual(old.encryptionConfiguration, now.encryptionConfiguration)
  );
}
