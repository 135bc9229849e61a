/**
 * A value as an HCL expression. Its texts are templates: a text that is all `${...}` becomes the expression inside, and in
 * any other each `${...}` stays one, which may not hold quotes then.
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
