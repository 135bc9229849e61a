import { Lazy } from "cdktf";
import { literalText } from "../../src/domain/terraform/strings";

/** A JSON value of a policy document. Keys with `undefined` are omitted. */
export type PolicyValue =
  string | number | boolean | null | readonly PolicyValue[] | { readonly [key: string]: PolicyValue | undefined };

const CDKTF_TOKEN = /(\$\{TfToken\[[^\]]+\]\})/;

/**
 * The only place where a plain policy becomes Terraform: a `jsonencode({ ... })` expression, which works in JSON
 * synthesis, HCL printing and mocked `terraform test`. Keys keep their order; keys with `undefined` are omitted. Text
 * is literal: `${aws:username}` reaches AWS unchanged. Only cdktf's tokens are resolved.
 * @see https://developer.hashicorp.com/terraform/language/functions/jsonencode
 */
export function jsonPolicy(document: object): string {
  const text = `\${jsonencode(${expression(document as PolicyValue)})}`;
  const parts = text.split(CDKTF_TOKEN);
  if (parts.length === 1) return text;
  // cdktf treats a token between "${" and the first "}" as part of that expression and omits the token's own "${ }", so
  // AWS would get an attribute's name instead of its value. Therefore each token is resolved separately.
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

/** A quoted HCL template in which everything except cdktf's tokens is literal. */
function quoted(text: string): string {
  const parts = text.split(CDKTF_TOKEN).map((part, index) => (index % 2 === 1 ? part : literal(part)));
  return `"${parts.join("")}"`;
}

/** The two short JSON escapes that HCL does not support. */
const NOT_IN_HCL: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c" };

function literal(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1);
  return literalText(escaped.replaceAll(/\\./g, (escape) => NOT_IN_HCL[escape] ?? escape));
}
