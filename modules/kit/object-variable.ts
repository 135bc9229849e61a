import { type ModuleVariable } from "./module-stack";
import { lowerFirst } from "./sentence";

/**
 * A variable whose description ends with its default.
 * @param shown the default in the description
 */
export function withDefault(
  type: string,
  value: unknown,
  description: string,
  shown = `\`${String(value)}\``,
): ModuleVariable {
  return { description: `${description} Defaults to ${shown}.`, type, default: value };
}

/** A list of texts that is empty by default. @param none what an empty list means */
export function texts(none: string, description: string): ModuleVariable {
  return withDefault("list(string)", [], description, none);
}

/** The variable `create` of a module that creates something. */
export const CREATE = withDefault("bool", true, "Whether the module creates anything.");

/** Descriptions of an object's fields, for the description of its variable. */
export function fields(descriptions: Readonly<Record<string, string>>): string {
  return Object.entries(descriptions)
    .map(([name, description]) => `\`${name}\`: ${lowerFirst(description)}`)
    .join(" ");
}

/** An object's type in HCL syntax. @param types type of each field; an `objectType` inside is indented */
export function objectType(types: Readonly<Record<string, string>>): string {
  const longest = Math.max(...Object.keys(types).map(({ length }) => length));
  const lines = Object.entries(types).map(
    ([name, type]) => `  ${name.padEnd(longest)} = ${type.replaceAll("\n", "\n  ")}\n`,
  );
  return `object({\n${lines.join("")}})`;
}
