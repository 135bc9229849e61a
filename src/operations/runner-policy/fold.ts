import { type PolicyStatement } from "../../domain/iam/policy";

/** A statement with a list of resources. */
export type Listing = PolicyStatement & { readonly Resource: readonly string[] };

/** Up to and including the slash before a repository's name. */
const REPOSITORY = /^(arn:[^:]+:ecr:[^:]+:[^:]+:repository\/)(.+)$/;

/**
 * Replaces repositories by patterns of their namespaces until the statements fit: the deepest namespaces first, and one statement
 * after the other. A statement is widened only to a namespace in which it has every repository of the other statements, so that a
 * repository that must not be deleted stays out of a pattern for deletions.
 * @returns the statements as short as they can be, if they do not fit then either
 */
export function foldRepositories<T extends Listing>(
  statements: readonly T[],
  fits: (folded: readonly T[]) => boolean,
): T[] {
  // The pattern of each resource, or the resource itself.
  const patterns: (readonly string[])[] = statements.map(({ Resource }) => Resource);
  let folded = [...statements];
  for (const namespaceOf of namespaces(statements)) {
    const sizes = countsOf(new Set(namesIn(statements)), namespaceOf);
    for (const [index, statement] of statements.entries()) {
      const before = patterns[index] ?? [];
      const wider = foldList(statement.Resource, before, namespaceOf, sizes);
      const Resource = [...new Set(wider)];
      if (Resource.length >= new Set(before).size) continue;
      patterns[index] = wider;
      folded = folded.map((it, place) => (place === index ? { ...it, Resource } : it));
      if (fits(folded)) return folded;
    }
  }
  return folded;
}

/** Start of the names of a repository's namespace; `undefined` if a name is not in such a namespace. */
type NamespaceOf = (name: string) => string | undefined;

/** The ways to fold, the most exact first: `a/b/c` by `a/b/`, by `a/`, and by what all names have in common. */
function namespaces(statements: readonly Listing[]): NamespaceOf[] {
  const names = namesIn(statements);
  const deepest = names.reduce((most, name) => Math.max(most, name.split("/").length - 1), 0);
  const prefix = commonPrefix(names);
  return [
    ...Array.from({ length: deepest }, (_, index) => (name: string) => firstParts(name, deepest - index)),
    () => prefix,
  ];
}

/** `team/` for `team/api` and one part. A name without so many parts has no namespace. */
function firstParts(name: string, count: number): string | undefined {
  const parts = name.split("/");
  if (parts.length <= count) return undefined;
  return parts
    .slice(0, count)
    .map((part) => `${part}/`)
    .join("");
}

function commonPrefix(names: readonly string[]): string {
  const [first = "", ...others] = names;
  return others.reduce((prefix, name) => {
    let length = 0;
    while (length < prefix.length && prefix[length] === name[length]) length += 1;
    return prefix.slice(0, length);
  }, first);
}

function foldList(
  resources: readonly string[],
  before: readonly string[],
  namespaceOf: NamespaceOf,
  sizes: ReadonlyMap<string, number>,
): string[] {
  const own = countsOf(
    resources.flatMap((resource) => nameOf(resource) ?? []),
    namespaceOf,
  );
  return resources.map((resource, index) => {
    const namespace = namespaceOf(nameOf(resource) ?? "");
    const size = namespace === undefined ? 0 : (own.get(namespace) ?? 0);
    const isWhole = nameOf(resource) !== undefined && size > 1 && size === sizes.get(namespace ?? "");
    const [, start = ""] = REPOSITORY.exec(resource) ?? [];
    return isWhole ? `${start}${namespace ?? ""}*` : (before[index] ?? resource);
  });
}

function countsOf(names: Iterable<string>, namespaceOf: NamespaceOf): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    const namespace = namespaceOf(name);
    if (namespace !== undefined) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  return counts;
}

/** The name in a repository's ARN; `undefined` for patterns and other ARNs. */
function nameOf(resource: string): string | undefined {
  const name = REPOSITORY.exec(resource)?.[2];
  return name === undefined || name.includes("*") ? undefined : name;
}

function namesIn(statements: readonly Listing[]): string[] {
  return statements.flatMap(({ Resource }) => Resource.flatMap((resource) => nameOf(resource) ?? []));
}
