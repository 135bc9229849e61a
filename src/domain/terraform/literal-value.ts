/** What `jsonencode` is called with, in a string of Terraform's JSON. */
const ENCODED = /^\$\{jsonencode\((.*)\)\}$/s;

/** A quoted string, or the sign between a key and its value. */
const TOKENS = /"(?:[^"\\]|\\.)*"|=/gs;

/** The beginning of a template in a string; `$${` and `%%{` are escaped. */
const TEMPLATE = /(?<![$%])[$%]\{/;

/** A value in Terraform's JSON that only Terraform can evaluate. */
export const UNKNOWN = Symbol("unknown");

/**
 * The value of a string in Terraform's JSON: a text without references, or the document of a `jsonencode` call without references.
 * @returns `UNKNOWN` if only Terraform can evaluate it
 */
export function literalValue(text: string): unknown {
  const encoded = ENCODED.exec(text)?.[1];
  if (encoded === undefined) return TEMPLATE.test(text) ? UNKNOWN : unescaped(text);
  if (encoded.match(TOKENS)?.some((part) => TEMPLATE.test(part)) === true) return UNKNOWN;
  const json = encoded.replaceAll(TOKENS, (part) => (part === "=" ? ":" : unescaped(part)));
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return UNKNOWN;
  }
}

function unescaped(text: string): string {
  return text.replaceAll(/([$%])\1\{/g, "$1{");
}
