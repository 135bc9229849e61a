import { parseExpression, parseTemplate } from "./parser";
import { type StringMode } from "./schema";
import { literalSource } from "./string";
import { keyOf, token, type Expression, type Node } from "./ast";

/** A JSON value. `undefined` keys count as absent. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * An attribute's value as an expression. @throws Error if Terraform could not read it either
 */
export function valueExpression(value: Json, reading: StringMode): Expression {
  if (typeof value === "string") return stringExpression(value, reading);
  return [valueNode(value, reading)];
}

function valueNode(value: Exclude<Json, string>, reading: StringMode): Node {
  if (isList(value)) {
    return { kind: "list", items: value.map((item) => valueExpression(item, reading)) };
  }
  if (!isJsonObject(value)) return token(String(value));
  const entries = Object.entries(value).flatMap(([key, part]) => {
    return part === undefined
      ? []
      : [{ key: keyExpression(key, reading), value: valueExpression(part, within(reading, key)) }];
  });
  return { kind: "object", entries };
}

/** Only the aliases of a required provider are references. */
function within(reading: StringMode, key: string): StringMode {
  return reading === "requirement" && key === "configuration_aliases" ? "code" : reading;
}

function keyExpression(key: string, reading: StringMode): Expression {
  const expression = stringExpression(key, reading);
  if (reading === "code") return keyOf(expression);
  // Without its braces, the `x` of "${x}" would be the key itself.
  const [node, ...others] = expression;
  if (node?.kind === "template" && others.length === 0) return keyOf(expression);
  return [{ kind: "parentheses", call: false, items: [expression] }];
}

function stringExpression(text: string, reading: StringMode): Expression {
  switch (reading) {
    case "template":
      return parseTemplate(text);
    case "literal":
    case "requirement":
      return [{ kind: "template", parts: text === "" ? [] : [literalSource(text)] }];
    case "code":
      return text.startsWith("${") ? parseTemplate(text) : parseExpression(text);
  }
}
