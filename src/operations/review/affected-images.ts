import { isDeepStrictEqual } from "node:util";
import { type Environment } from "../../model/environment";

/** The repositories whose images a change may affect: another lifecycle policy, another encryption, or no declaration any longer. */
export function repositoriesWithAffectedImages(before: Environment, after: Environment): string[] {
  const declared = new Map(after.repositories.map((repository) => [repository.repositoryName, repository]));
  return before.repositories
    .filter((old) => {
      const now = declared.get(old.repositoryName);
      if (now === undefined) return !after.removed.includes(old.repositoryName);
      const decide = ["lifecyclePolicy", "encryptionConfiguration"] as const;
      return decide.some((key) => !isDeepStrictEqual(old[key], now[key]));
    })
    .map(({ repositoryName }) => repositoryName);
}
