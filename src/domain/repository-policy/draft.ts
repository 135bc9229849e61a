import { isMapping } from "../problems/mapping";
import { testsOf, type ConditionTest } from "../iam/conditions";
import { kindsAndNames, listOf, principalNames, type PolicyPrincipal, type PolicyStatement } from "../iam/policy";
import { type Path } from "../problems/problem";
import { type Structure } from "../problems/check-structure";
import { patternNamesAction } from "./actions";
import { sameSpelling } from "./principal";

export type StatementKey = keyof PolicyStatement;

/** A statement that may have faults: its valid keys, and the names of the others. */
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
  "Resource",
  "NotResource",
  "Condition",
];

/** A statement before any check, and its path. */
export interface WrittenStatement {
  readonly at: Path;
  readonly raw: Readonly<Record<string, unknown>>;
}

/** The statements of a document, in a list or single; those that are not mappings are skipped. */
export function writtenStatements(document: unknown): WrittenStatement[] {
  const statement = isMapping(document) ? document["Statement"] : undefined;
  if (isMapping(statement)) return [{ at: ["Statement"], raw: statement }];
  if (!Array.isArray(statement)) return [];
  return statement.flatMap((raw: unknown, index) => (isMapping(raw) ? [{ at: ["Statement", index], raw }] : []));
}

/** The statements of a document that may have faults. */
export function partialStatements(document: unknown, { isValid }: Structure): PartialStatement[] {
  return writtenStatements(document).map(({ at, raw }) => {
    const validKeys = KEYS.filter((key) => isValid([...at, key]));
    return {
      at,
      // The schema has checked valid keys.
      statement: Object.fromEntries(validKeys.map((key) => [key, raw[key]])),
      invalid: new Set(KEYS.filter((key) => !validKeys.includes(key))),
    };
  });
}

/** A test of a statement's condition with its path. */
export interface PlacedTest extends ConditionTest {
  readonly at: Path;
}

/** The tests of a statement's condition; none if the condition is malformed. */
export function placedTests({ at, statement: { Condition }, invalid }: PartialStatement): PlacedTest[] {
  if (invalid.has("Condition")) return [];
  return testsOf(Condition).map((test) => ({ ...test, at: [...at, "Condition", test.text, test.key] }));
}

/** Whether a principal is `*` or `{ AWS: "*" }`. */
export function isEveryone(principal: PolicyPrincipal | undefined): boolean {
  return principalNames(principal, "AWS").includes("*");
}

/** Principals as comparable texts. */
export function principalValues(principal: PolicyPrincipal | undefined): readonly string[] {
  return kindsAndNames(principal).map(([kind, name]) => (name === "*" ? "*" : `${kind}:${sameSpelling(name)}`));
}

/** Whether a statement applies to an action, by `Action` or because `NotAction` does not list it. */
export function statementNames({ Action, NotAction }: Partial<PolicyStatement>, action: string): boolean {
  if (NotAction !== undefined) return !listOf(NotAction).some((pattern) => patternNamesAction(pattern, action));
  return listOf(Action).some((pattern) => patternNamesAction(pattern, action));
}
