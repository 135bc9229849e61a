import { oneOf, quoteValue, type Path, type Problem } from "./problem";

/**
 * The message for a key that is probably written at the level of its parent, because a paste lost the indentation: an unknown or
 * repeated key after keys without a value.
 * @param holders keys without a value, at the same level and in front of the key; at least one
 */
export function lostIndentation(key: string, holders: readonly string[]): string {
  const named = oneOf(holders);
  return `expected ${quoteValue(key)} inside ${named}, found it at the same level. Indent it under ${named}`;
}

/** The keys of a mapping without a value in front of a key. */
export function emptyKeysBefore(mapping: unknown, key: string): string[] {
  if (typeof mapping !== "object" || mapping === null || Array.isArray(mapping)) return [];
  const entries = Object.entries(mapping) as [string, unknown][];
  const index = entries.findIndex(([name]) => name === key);
  return entries.slice(0, Math.max(index, 0)).flatMap(([name, value]) => (value === null ? [name] : []));
}

/**
 * Explains unknown keys after keys without a value, and leaves out the problems of the latter, which have the same cause.
 * @param valueOf the value at a path
 */
export function withLostIndentation(problems: readonly Problem[], valueOf: (at: Path) => unknown): Problem[] {
  const explained = new Set<string>();
  const result = problems.map((problem) => {
    const key = problem.at.at(-1);
    if (problem.kind !== "unknown-key" || typeof key !== "string") return problem;
    const parent = problem.at.slice(0, -1);
    const holders = emptyKeysBefore(valueOf(parent), key);
    if (holders.length === 0) return problem;
    for (const holder of holders) explained.add(JSON.stringify([...parent, holder]));
    return { ...problem, message: lostIndentation(key, holders) };
  });
  return result.filter(({ kind, at }) => kind === "unknown-key" || !explained.has(JSON.stringify(at)));
}
