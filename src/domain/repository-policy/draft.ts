import { listOf, type PolicyPrincipal, type PolicyStatement } from "../iam/policy";
import { type Path } from "../problems/problem";
import { type Structure } from "../problems/check-structure";
import { patternNamesAction } from "./actions";
import { sameSpelling } from "./principal";

export type StatementKey = keyof PolicyStatement;

/** A statement of a policy that may have faults: its sound keys, and the names of the others. */
export interface PartialStatement {
  readonly at: Path;
  readonly statement: Partial<PolicyStatement>;
  readonly invalid: ReadonlySet<StatementKey>;
}

const KEYS: readonly StatementKey[] = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Condition",
];

/** A statement as somebody wrote it, and where. */
export interface WrittenStatement {
  readonly at: Path;
  readonly raw: Readonly<Record<string, unknown>>;
}

/** The statements of a document, a single one included; none where there are no mappings. */
export function writtenStatements(document: unknown): WrittenStatement[] {
  const statement = isMapping(document) ? document["Statement"] : undefined;
  if (isMapping(statement)) return [{ at: ["Statement"], raw: statement }];
  if (!Array.isArray(statement)) return [];
  return statement.flatMap((raw: unknown, index) => (isMapping(raw) ? [{ at: ["Statement", index], raw }] : []));
}

/** The statements of a document, however many faults it has. */
export function partialStatements(document: unknown, { sound }: Structure): PartialStatement[] {
  return writtenStatements(document).map(({ at, raw }) => {
    const soundKeys = KEYS.filter((key) => sound([...at, key]));
    return {
      at,
      // Sound keys have passed the schema.
      statement: Object.fromEntries(soundKeys.map((key) => [key, raw[key]])),
      invalid: new Set(KEYS.filter((key) => !soundKeys.includes(key))),
    };
  });
}

/** Values of a key that may hold one text or several, each with its own path. */
export function valuesAt(at: Path, value: unknown): { readonly at: Path; readonly text: unknown }[] {
  if (Array.isArray(value)) return value.map((text: unknown, index) => ({ at: [...at, index], text }));
  return value === undefined ? [] : [{ at, text: value }];
}

/** Whether a principal is everybody: `*`, also as `{ AWS: "*" }`. */
export function isEverybody(principal: PolicyPrincipal | undefined): boolean {
  if (principal === undefined) return false;
  return principal === "*" || listOf(principal["AWS"]).includes("*");
}

/** Principals as comparable texts, one spelling each. */
export function principalValues(principal: PolicyPrincipal | undefined): readonly string[] {
  if (principal === undefined) return [];
  if (principal === "*") return ["*"];
  return Object.entries(principal).flatMap(([kind, names]) =>
    listOf(names).map((name) => (name === "*" ? "*" : `${kind}:${sameSpelling(name)}`)),
  );
}

/** Whether a statement is about an action, by `Action` or by leaving it out of `NotAction`. */
export function statementNames({ Action, NotAction }: Partial<PolicyStatement>, action: string): boolean {
  if (NotAction !== undefined) return !listOf(NotAction).some((pattern) => patternNamesAction(pattern, action));
  return listOf(Action).some((pattern) => patternNamesAction(pattern, action));
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
