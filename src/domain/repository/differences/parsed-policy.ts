import { isMapping } from "../../problems/mapping";

export type PolicyObject = Readonly<Record<string, unknown>>;

/** A policy from AWS; `undefined` if its text is not a JSON object. */
export function parsedPolicy(text: string): PolicyObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMapping(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The same text for equal values, whatever the order of keys. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isMapping(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}
