import { type PolicyStatement } from "../../domain/iam/policy";

/** A statement with a list of resources. */
export type Listing = PolicyStatement & { readonly Resource: readonly string[] };

/** Up to and including the slash before a repository's name. */
const REPOSITORY = /^(arn:[^:]+:ecr:[^:]+:[^:]+:repository\/)(.+)$/;

/** The depths to which names can be folded, the most exact first: `a/b/c` by `a/b/`, by `a/`, and by nothing. */
export function foldDepths(statements: readonly Listing[]): number[] {
  const depths = namesIn(statements).map((name) => name.split("/").length - 1);
  const deepest = depths.reduce((most, depth) => Math.max(most, depth), 0);
  return Array.from({ length: deepest + 1 }, (_, index) => deepest - index);
}

/**
 * Replaces the repositories of a namespace by a pattern. A statement is widened only to a namespace in which it has every
 * repository of the other statements, so that a repository that must not be deleted stays out of a pattern for deletions.
 * @param depth number of the name's first parts that make a namespace; 0 is the whole registry
 */
export function foldRepositories<T extends Listing>(statements: readonly T[], depth: number): T[] {
  const sizes = new Map<string, number>();
  for (const name of new Set(namesIn(statements))) count(sizes, namespaceOf(name, depth));
  return statements.map((statement) => ({ ...statement, Resource: foldList(statement.Resource, depth, sizes) }));
}

function foldList(resources: readonly string[], depth: number, sizes: ReadonlyMap<string, number>): string[] {
  const own = new Map<string, number>();
  for (const resource of resources) {
    const name = nameOf(resource);
    if (name !== undefined) count(own, namespaceOf(name, depth));
  }
  const isWhole = (namespace: string): boolean => {
    const size = own.get(namespace) ?? 0;
    return size > 1 && size === sizes.get(namespace);
  };
  const folded = resources.map((resource) => {
    const [, start = "", name = ""] = REPOSITORY.exec(resource) ?? [];
    const namespace = name === "" || name.includes("*") ? undefined : namespaceOf(name, depth);
    return namespace === undefined || !isWhole(namespace) ? resource : `${start}${namespace}*`;
  });
  return [...new Set(folded)];
}

/** `team/` for `team/api` at depth 1. A name without so many parts has no namespace. */
function namespaceOf(name: string, depth: number): string | undefined {
  const parts = name.split("/");
  if (parts.length <= depth) return undefined;
  return parts
    .slice(0, depth)
    .map((part) => `${part}/`)
    .join("");
}

function count(counts: Map<string, number>, namespace: string | undefined): void {
  if (namespace !== undefined) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
}

/** The name in a repository's ARN; `undefined` for patterns and other ARNs. */
function nameOf(resource: string): string | undefined {
  const name = REPOSITORY.exec(resource)?.[2];
  return name === undefined || name.includes("*") ? undefined : name;
}

function namesIn(statements: readonly Listing[]): string[] {
  return statements.flatMap(({ Resource }) => Resource.flatMap((resource) => nameOf(resource) ?? []));
}
