import { distinctEntries, type Manages } from "../operator/manages";
import { namesBelow } from "../registry/names";
import { ROOT, type RegistrySettings } from "../registry/settings";
import { type CacheRepositories } from "./permissions";

export interface WorkflowPulls {
  /** Names and prefixes that the role pulls from. */
  readonly pulled: Manages;
  /** Names and prefixes that the role pushes to. They exist, and a push reads them too. */
  readonly pushed: Manages;
  /** Names of the repositories that Terraform creates. */
  readonly declared: readonly string[];
}

/**
 * The repositories of a pull-through cache among those that a workflow pulls from and pushes to.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
 */
export function cachedRepositories(
  { pullThroughCache = [] }: Pick<RegistrySettings, "pullThroughCache">,
  { pulled, pushed, declared }: WorkflowPulls,
): Required<CacheRepositories> {
  const prefixes = pullThroughCache.map(({ ecrRepositoryPrefix }) => ecrRepositoryPrefix);
  const cachedOf = (entries: Manages, among: readonly string[]): string[] =>
    entries.flatMap((entry) => among.flatMap((prefix) => overlap(entry, namesBelow(prefix))));
  const pulls = cachedOf(pulled, prefixes);
  // A cache for every name does not make repositories that the workflow pushes to a part of the cache.
  const pushes = cachedOf(
    pushed,
    prefixes.filter((prefix) => prefix !== ROOT),
  );
  return {
    importRepositories: distinctEntries([...pulls, ...pushes]),
    createRepositories: distinctEntries(pulls.filter((entry) => !declared.includes(entry))),
  };
}

/** What an entry and a prefix have in common: the narrower of the two. */
function overlap(entry: string, prefix: string): string[] {
  if (entry.startsWith(prefix)) return [entry];
  return entry.endsWith("/") && prefix.startsWith(entry) ? [prefix] : [];
}
