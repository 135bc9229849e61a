import { type z } from "zod";

const FULL = new WeakMap<z.core.$ZodType, z.ZodType>();

/**
 * A schema that checks only the outline of a value, because separate checks of the value give better messages.
 * @param full the complete schema, which goes into the JSON Schema
 */
export function lenient<S extends z.ZodType>(outline: S, full: z.ZodType): S {
  FULL.set(outline, full);
  return outline;
}

/** The complete schema of an outline; `undefined` for other schemas. */
export function fullOf(outline: z.core.$ZodType): z.ZodType | undefined {
  return FULL.get(outline);
}
