import { type Problem } from "./problem";

type Check<Rest extends readonly unknown[]> = (document: unknown, ...rest: Rest) => Problem[];

/** Texts of documents that are remembered; longer ones are rarely repeated. */
const MOST_TEXTS = 10_000;
const LONGEST_TEXT = 4000;

/**
 * A check that examines each document once, for policies that many repositories share or repeat and that constructs check
 * again. Documents must not change after the first check.
 * @param check its other arguments must be JSON values or undefined
 */
export function checkedOnce<Rest extends readonly unknown[]>(check: Check<Rest>): Check<Rest> {
  const checked = new WeakMap<object, Map<string, Problem[]>>();
  const byText = new Map<string, Problem[]>();
  return (document, ...rest) => {
    if (typeof document !== "object" || document === null) return check(document, ...rest);
    const known = checked.get(document) ?? new Map<string, Problem[]>();
    checked.set(document, known);
    const key = JSON.stringify(rest);
    const text = known.has(key) ? undefined : textOf(document, key);
    const problems = known.get(key) ?? (text === undefined ? undefined : byText.get(text)) ?? check(document, ...rest);
    known.set(key, problems);
    if (text !== undefined && byText.size < MOST_TEXTS) byText.set(text, problems);
    return problems;
  };
}

/** A text that only equal documents have; `undefined` for long documents, and for values that JSON cannot express. */
function textOf(document: object, key: string): string | undefined {
  if (!isJson(document)) return undefined;
  const text = JSON.stringify(document);
  return text.length > LONGEST_TEXT ? undefined : `${key} ${text}`;
}

function isJson(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== "object" || value === null) return ["string", "boolean", "object"].includes(typeof value);
  if (Array.isArray(value)) return value.every(isJson);
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isJson);
}
