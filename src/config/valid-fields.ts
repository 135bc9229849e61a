import { nearest } from "../domain/text/suggestions";
import { type Problem } from "../domain/problems/problem";

/** What of a mapping can be relied on although something is wrong with it. */
export interface ValidFields<T> {
  readonly fields: Partial<T>;
  /** Fields of which nothing can be said: wrong, or absent because of a misspelling. */
  readonly invalid: ReadonlySet<string>;
}

/**
 * The fields of a mapping that have no problem, so that checks go on with them: a file's faults come at once, not one a run.
 * @param known the fields that there are
 * @param problems what a schema says of the mapping, with paths seen from it
 */
export function validFields<T>(data: unknown, known: readonly string[], problems: readonly Problem[]): ValidFields<T> {
  const invalid = new Set<string>();
  for (const { at } of problems) {
    const [key] = at;
    if (typeof key !== "string") continue;
    const meant = known.includes(key) ? key : nearest(key, known);
    if (meant !== undefined) invalid.add(meant);
  }
  const isMapping = typeof data === "object" && data !== null && !Array.isArray(data);
  const sound = isMapping ? Object.entries(data).filter(([key]) => known.includes(key) && !invalid.has(key)) : [];
  // What the schema has no fault with is what its type says: no schema here changes a value.
  return { fields: Object.fromEntries(sound) as Partial<T>, invalid: invalid };
}
