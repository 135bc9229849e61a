import { quoteValue } from "../../problems/problem";
import { countText } from "../../text/format";
import { canonicalText } from "./parsed-policy";

/** One difference between a declaration and AWS. */
export interface RepositoryDifference {
  /**
   * The setting or part of it: `imageTagMutability`, `tags.Team`, `lifecyclePolicy rule 2, selection.countNumber`,
   * `repositoryPolicy statement AllowPull, Action`.
   */
  readonly field: string;
  /** The declared value. @default - not declared */
  readonly declared?: unknown;
  /** The value in AWS. @default - AWS has none */
  readonly found?: unknown;
}

/** Creates a difference without keys for absent values. */
export function difference(field: string, declared: unknown, found: unknown): RepositoryDifference {
  return { field, ...(declared === undefined ? {} : { declared }), ...(found === undefined ? {} : { found }) };
}

/** The difference of two values, if they differ. The order of keys does not matter. */
export function compared(field: string, declared: unknown, found: unknown): RepositoryDifference[] {
  return canonicalText(declared) === canonicalText(found) ? [] : [difference(field, declared, found)];
}

/** One line: `imageTagMutability: declared IMMUTABLE, found MUTABLE`. */
export function differenceText({ field, declared, found }: RepositoryDifference): string {
  if (Array.isArray(declared) && Array.isArray(found)) return `${field}: ${listsText(declared, found)}`;
  return `${field}: declared ${valueText(declared)}, found ${valueText(found)}`;
}

/** Lists only the entries that differ, because lists can be long. */
function listsText(declared: readonly unknown[], found: readonly unknown[]): string {
  const missing = declared.filter((value) => !found.includes(value));
  const extra = found.filter((value) => !declared.includes(value));
  if (missing.length === declared.length && extra.length === found.length) {
    return `declared ${valueText(declared)}, found ${valueText(found)}`;
  }
  return [
    ...(missing.length > 0 ? [`declared but not found ${missing.map(valueText).join(", ")}`] : []),
    ...(extra.length > 0 ? [`found but not declared ${extra.map(valueText).join(", ")}`] : []),
  ].join("; ");
}

/** A value in a sentence; long documents as their size: `2 statements`. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(valueText).join(", ");
  // Constants such as IMMUTABLE need no quotes.
  if (typeof value === "string" && /^[A-Z][A-Z0-9_]+$/.test(value)) return value;
  if (typeof value === "object" && value !== null) {
    const { rules, Statement } = value as { readonly rules?: unknown; readonly Statement?: unknown };
    if (Array.isArray(rules)) return countText(rules.length, "rule");
    if (Statement !== undefined) return countText([Statement].flat().length, "statement");
  }
  return quoteValue(value);
}
