import { lowerFirst } from "./sentence";

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
