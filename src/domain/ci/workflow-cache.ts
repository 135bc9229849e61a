import { keepsAll, protects, ruleWords } from "../lifecycle-policy/describe-rule";
import { type LifecycleRule } from "../lifecycle-policy/schema";
import { activeImage, selectorOf } from "../lifecycle-policy/selection";
import { error, type Problem } from "../problems/problem";
import { type RepositorySettings } from "../repository/settings";
import { mayMove } from "./workflow-repositories";
import { type BuildCache } from "./workflow-settings";

/** The tag of a cache, which moves to the new cache after each build. */
export const CACHE_TAG = "buildcache";

type CacheSettings = { readonly repositoryName: string } & Partial<
  Pick<RepositorySettings, "imageTagMutability" | "imageTagMutabilityExclusionFilters" | "lifecyclePolicy">
>;

/** The repositories without those that are only a cache of another one. */
export function withoutCaches<R extends { readonly repositoryName: string }>(repositories: readonly R[]): R[] {
  const caches = new Set(repositories.map(({ repositoryName }) => cacheRepositoryName(repositoryName)));
  return repositories.filter(({ repositoryName }) => !caches.has(repositoryName));
}

/** The name of the repository that is only a cache: `team/api/cache`. */
function cacheRepositoryName(repositoryName: string): string {
  return `${repositoryName}/cache`;
}

/**
 * Chooses where the cache of a repository is: in the declared repository below it, else in the repository itself.
 * @param declared the repositories that the environment declares
 * @returns the cache, and why its tag cannot move. The path of a problem ends with the name of its repository.
 */
export function cacheOf(
  repositoryName: string,
  declared: readonly CacheSettings[],
): { readonly cache: BuildCache; readonly problems: readonly Problem[] } {
  const separate = declared.find((entry) => entry.repositoryName === cacheRepositoryName(repositoryName));
  const chosen = separate ?? declared.find((entry) => entry.repositoryName === repositoryName) ?? { repositoryName };
  const cache = { repositoryName: chosen.repositoryName, tag: CACHE_TAG, notes: lifecycleNotes(chosen) };
  return { cache, problems: immovable(chosen, separate === undefined) };
}

function immovable(settings: CacheSettings, isShared: boolean): Problem[] {
  const { repositoryName, imageTagMutability, imageTagMutabilityExclusionFilters = [] } = settings;
  const at = ["cache", repositoryName];
  const separate = `declare the repository ${cacheRepositoryName(repositoryName)} with imageTagMutability: MUTABLE`;
  if (imageTagMutability === undefined) {
    const message = `${repositoryName}: the settings of the operator's repositories are unknown, so the cache needs its own repository. Declare ${cacheRepositoryName(repositoryName)} with imageTagMutability: MUTABLE`;
    return [error("ci/cache", at, message)];
  }
  if (mayMove(CACHE_TAG, { imageTagMutability, imageTagMutabilityExclusionFilters })) return [];
  const filters = imageTagMutabilityExclusionFilters.map((filter) => `"${filter}"`).join(", ");
  const found = filters === "" ? imageTagMutability : `${imageTagMutability} with the filters ${filters}`;
  const remedy = isShared
    ? `To keep the cache separate, ${separate}. To keep it in this repository, use IMMUTABLE_WITH_EXCLUSION with the filter ${CACHE_TAG}`
    : "Use imageTagMutability: MUTABLE";
  const message = `${repositoryName}: expected a repository in which the tag ${CACHE_TAG} can move, found imageTagMutability ${found}. ${remedy}`;
  return [error("ci/cache", at, message)];
}

/** What a repository's lifecycle policy does to the cache. An image belongs to the first rule that selects it. */
function lifecycleNotes({ lifecyclePolicy }: CacheSettings): string[] {
  const rules = [...(lifecyclePolicy?.rules ?? [])].sort((a, b) => a.rulePriority - b.rulePriority);
  const first = (tags: readonly string[]): LifecycleRule | undefined =>
    rules.find(({ selection }) => selectorOf(selection)(activeImage(tags)));
  const [current, previous] = [first([CACHE_TAG]), first([])];
  return [
    ...(current === undefined || protects(current)
      ? []
      : [`lifecycle rule ${current.rulePriority} ${ruleWords(current)}, including the cache`]),
    ...(previous === undefined || keepsAll(previous) ? [LEFT_BEHIND] : []),
  ];
}

const LEFT_BEHIND = "no lifecycle rule deletes untagged images, so each build leaves the previous cache behind";
