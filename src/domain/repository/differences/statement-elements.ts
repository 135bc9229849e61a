import { isMapping } from "../../problems/mapping";
import { sameSpelling } from "../../repository-policy/principal";
import { canonicalText, type PolicyObject } from "./parsed-policy";

/** A value of a statement, and a text that is the same for values with the same meaning. */
export interface Element {
  readonly value: unknown;
  readonly meaning: string;
}

/** The elements of a statement that have a value. */
export function elementsOf(statement: PolicyObject): Map<string, Element> {
  const present = Object.entries(statement).filter(([, value]) => value !== null && value !== undefined);
  return new Map(present.map(([name, value]) => [name, elementOf(name, value)]));
}

/** The same text for statements with the same meaning. */
export function statementMeaning(statement: PolicyObject): string {
  return canonicalText(Object.fromEntries([...elementsOf(statement)].map(([name, { meaning }]) => [name, meaning])));
}

function elementOf(name: string, value: unknown): Element {
  switch (name) {
    case "Principal":
    case "NotPrincipal":
      return elementWith(principals(value));
    case "Action":
    case "NotAction": {
      const actions = texts(value);
      // IAM ignores the case of actions.
      return { value: actions, meaning: canonicalText(texts(actions.map((action) => action.toLowerCase()))) };
    }
    case "Resource":
    case "NotResource":
      return elementWith(texts(value));
    case "Condition":
      return elementWith(conditions(value));
    default:
      return elementWith(value);
  }
}

function elementWith(value: unknown): Element {
  return { value, meaning: canonicalText(value) };
}

/** `*` equals `{ AWS: "*" }`, and an account's ID equals its root ARN. */
function principals(value: unknown): readonly string[] {
  if (!isMapping(value)) return texts(value);
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([kind, names]) => {
      const spelled = texts(texts(names).map(sameSpelling));
      return kind === "AWS" ? spelled : spelled.map((name) => `${kind}:${name}`);
    });
}

function conditions(value: unknown): unknown {
  if (!isMapping(value)) return value;
  const operators = Object.entries(value).map(([operator, keys]) => [
    operator,
    isMapping(keys) ? Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, texts(values)])) : keys,
  ]);
  return Object.fromEntries(operators) as unknown;
}

/** One value or several as a sorted list; numbers and booleans as text, as IAM compares them. */
function texts(value: unknown): readonly string[] {
  return [...new Set([value].flat().map((text) => (typeof text === "string" ? text : JSON.stringify(text))))].sort();
}
