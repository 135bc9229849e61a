import { type z } from "zod";

const FULL = new WeakMap<z.core.$ZodType, z.ZodType>();

/**
 * A schema that takes its value in outline only, because the value has checks of its own with better messages, and the
 * schema that says it in full, which is what the JSON Schema has.
 */
export function lenient<S extends z.ZodType>(outline: S, full: z.ZodType): S {
  FULL.set(outline, full);
  return outline;
}

/** The full schema of an outline; `undefined` where a schema is no outline. */
export function fullOf(outline: z.core.$ZodType): z.ZodType | undefined {
  return FULL.get(outline);
}
