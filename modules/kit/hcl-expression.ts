/**
 * A value as an HCL expression. Strings are templates: a string that consists of one `${...}` becomes the expression
 * inside. In other strings, `${...}` stays an interpolation and must not contain quotes.
 */
export function hclTemplate(value: unknown): string {
  if (typeof value === "string") return /^\$\{((?:(?!\$\{)[^])*)\}$/.exec(value)?.[1] ?? JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(hclTemplate).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return `{ ${entries.map(([key, part]) => `${hclKey(key)} = ${hclTemplate(part)}`).join(", ")} }`;
}

function hclKey(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key);
}
