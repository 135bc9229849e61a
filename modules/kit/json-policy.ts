import { Lazy } from "cdktf";
import { literalText } from "../../src/domain/terraform/strings";

/** A value of a policy document: what JSON knows, `undefined` keys left out. */
export type PolicyValue =
  string | number | boolean | null | readonly PolicyValue[] | { readonly [key: string]: PolicyValue | undefined };

const CDKTF_TOKEN = /(\$\{TfToken\[[^\]]+\]\})/;

/**
 * The one edge where a plain policy becomes Terraform: a `jsonencode({ ... })` expression, which survives JSON
 * synthesis, HCL printing and mocked `terraform test` alike. Keys keep their order, `undefined` keys are left out.
 * Text is literal: `${aws:username}` reaches AWS as it is. Only tokens of cdktf are resolved.
 * @see https://developer.hashicorp.com/terraform/language/functions/jsonencode
 */
export function jsonPolicy(document: object): string {
  const text = `\${jsonencode(${expression(document as PolicyValue)})}`;
  const parts = text.split(CDKTF_TOKEN);
  if (parts.length === 1) return text;
  // cdktf takes a token inside "${" and before the first "}" for a part of that expression and leaves its own "${ }" out,
  // so the name of an attribute would reach AWS in place of its value. Each token is resolved on its own instead.
  return Lazy.stringValue({
    produce: (context) => parts.map((part, index) => (index % 2 === 1 ? String(context.resolve(part)) : part)).join(""),
  });
}

function expression(value: PolicyValue): string {
  if (value === null) return "null";
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object") return String(value);
  if (isList(value)) return `[${value.map(expression).join(", ")}]`;
  const entries = Object.entries(value).flatMap(([key, part]) =>
    part === undefined ? [] : [`${quoted(key)} = ${expression(part)}`],
  );
  return `{${entries.join(", ")}}`;
}

function isList(value: PolicyValue): value is readonly PolicyValue[] {
  return Array.isArray(value);
}

/** A quoted HCL template: everything literal but cdktf's tokens. */
function quoted(text: string): string {
  const parts = text.split(CDKTF_TOKEN).map((part, index) => (index % 2 === 1 ? part : literal(part)));
  return `"${parts.join("")}"`;
}

/** JSON's two short escapes that HCL does not know. */
const NOT_IN_HCL: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c" };

function literal(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1);
  return literalText(escaped.replaceAll(/\\./g, (escape) => NOT_IN_HCL[escape] ?? escape));
}
