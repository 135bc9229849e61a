/**
 * A document as Terraform's `jsonencode` sends it: without blanks, and with `<`, `>`, `&` and the two line
 * separators as `\uXXXX`. The order of keys differs, which does not matter where characters are counted.
 * @see https://developer.hashicorp.com/terraform/language/functions/jsonencode
 */
export function encodedJson(document: object): string {
  return JSON.stringify(document).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
