/**
 * A document as Terraform's `jsonencode` writes it: compact, with `<`, `>`, `&` and the two line separators as `\uXXXX`. Only the
 * order of keys differs, which does not change the length.
 * @see https://developer.hashicorp.com/terraform/language/functions/jsonencode
 */
export function encodedJson(document: object): string {
  return JSON.stringify(document).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * Escapes `${` and `%{`, which would begin a template in Terraform's strings.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function literalText(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** Unresolved cdktf tokens, whose values only Terraform knows. */
const TOKENS = /\$\{TfToken\[[^\]]+\]\}/g;

export function hasToken(text: string): boolean {
  return withoutTokens(text, "") !== text;
}

export function withoutTokens(text: string, replacement: string): string {
  return text.replaceAll(TOKENS, replacement);
}
