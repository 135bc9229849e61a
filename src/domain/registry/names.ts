import { covers } from "../iam/evaluation/pattern";
import { ROOT, type PullThroughCacheRule, type RegistrySettings } from "./settings";
import { type CreationTemplate } from "./template-settings";

/** Actions of a pull below a cache's prefix, in addition to those of every pull: always, and before the repository exists. */
export const IMPORT_ACTION = "ecr:BatchImportUpstreamImage";
export const CREATE_ACTION = "ecr:CreateRepository";

/** A prefix in the form in which repository names start with it: `quay` becomes `quay/`, and `ROOT` matches all. */
export function namesBelow(prefix: string): string {
  return prefix === ROOT ? "" : `${prefix.replace(/\/$/, "")}/`;
}

/** Whether a repository's name can have both prefixes. */
export function prefixesOverlap(one: string, other: string): boolean {
  const [first, second] = [namesBelow(one), namesBelow(other)];
  return first.startsWith(second) || second.startsWith(first);
}

function longestMatch<T>(entries: readonly T[], prefixOf: (entry: T) => string, repositoryName: string): T | undefined {
  return entries
    .filter((entry) => repositoryName.startsWith(namesBelow(prefixOf(entry))))
    .sort((a, b) => namesBelow(prefixOf(b)).length - namesBelow(prefixOf(a)).length)
    .at(0);
}

/** The rule through which ECR caches a repository; the longest matching prefix wins. */
export function cacheRuleOf(
  { pullThroughCache = [] }: RegistrySettings,
  repositoryName: string,
): PullThroughCacheRule | undefined {
  return longestMatch(pullThroughCache, ({ ecrRepositoryPrefix }) => ecrRepositoryPrefix, repositoryName);
}

/** The template with which ECR creates a repository for the cache. */
export function cacheTemplateOf(
  { creationTemplates = [] }: RegistrySettings,
  repositoryName: string,
): CreationTemplate | undefined {
  const usable = creationTemplates.filter(({ appliedFor }) => appliedFor.includes("PULL_THROUGH_CACHE"));
  return longestMatch(usable, ({ prefix }) => prefix, repositoryName);
}

/**
 * Whether a filter of a scanning rule matches a repository: `*` matches any characters, and a filter without `*` matches names
 * that contain it.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
 */
export function filterMatches(filter: string, repositoryName: string): boolean {
  if (!filter.includes("*")) return repositoryName.includes(filter);
  return covers(filter, repositoryName);
}
