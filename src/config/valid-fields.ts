import { type z } from "zod";
import { nearest } from "../domain/text/suggestions";
import { isMapping } from "../domain/problems/mapping";
import { type Problem } from "../domain/problems/problem";
import { parse } from "../domain/problems/schema-problems";

/** The valid fields of a mapping with faults. */
export interface ValidFields<T> {
  readonly fields: Partial<T>;
  /** Fields that are malformed, or absent because of a misspelling. */
  readonly invalid: ReadonlySet<string>;
}

/**
 * The fields of a mapping without problems, so that later checks can continue and one run reports all faults.
 * @param known the schema's fields
 * @param problems of the mapping, with paths relative to it
 */
export function validFields<T>(data: unknown, known: readonly string[], problems: readonly Problem[]): ValidFields<T> {
  const invalid = new Set<string>();
  for (const { at } of problems) {
    const [key] = at;
    if (typeof key !== "string") continue;
    const meant = known.includes(key) ? key : nearest(key, known);
    if (meant !== undefined) invalid.add(meant);
  }
  const entries: [string, unknown][] = isMapping(data) ? Object.entries(data) : [];
  // A key without a value has no problem of its own if its keys lost their indentation.
  for (const [key, value] of entries) if (value === null) invalid.add(key);
  const valid = entries.filter(([key]) => known.includes(key) && !invalid.has(key));
  // The schema has checked the valid fields, and no schema here transforms values.
  return { fields: Object.fromEntries(valid) as Partial<T>, invalid };
}

export const NO_FAULTS: ReadonlySet<string> = new Set();

/** All fields of a valid mapping, or the valid fields of another. @param subject first half of the rule ids */
export function parseFields<S extends z.ZodObject>(
  subject: string,
  schema: S,
  data: unknown,
): ValidFields<z.output<S>> & { readonly problems: readonly Problem[] } {
  const parsed = parse(subject, schema, data);
  if (parsed.ok) return { fields: parsed.value, invalid: NO_FAULTS, problems: [] };
  return { ...validFields<z.output<S>>(data, Object.keys(schema.shape), parsed.problems), problems: parsed.problems };
}

/** The problems below a key, with paths that start there. */
export function problemsBelow(problems: readonly Problem[], key: string): Problem[] {
  return problems.flatMap(({ at: [first, ...rest], ...problem }) => (first === key ? [{ ...problem, at: rest }] : []));
}
