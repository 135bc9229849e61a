const OPENING = /^[([{]$/;
const CLOSING = /^[)\]}]$/;
const SEQUENCE = /^[$%]\{/;
const WORD = /^[\p{ID_Start}_]/u;

/** After these tokens, a minus is a sign, not a subtraction. */
const BEFORE_SIGN = new Set("( { [ = : , ? + * / % - == != > >= < <= && || !".split(" "));

/**
 * Whether `terraform fmt` puts a space between two tokens of a line. A template is one token here.
 * @param before the token before `left`
 * @see https://github.com/hashicorp/hcl/blob/main/hclwrite/format.go
 */
export function spaceBetween(left: string, right: string, before: string | undefined): boolean {
  if (WORD.test(left) && (right === "(" || right === "::")) return false;
  if (left === "::" && WORD.test(right)) return false;
  if (left === "." || right === "." || right === "," || right === "...") return false;
  if (left === ",") return true;
  if (left === "in" && before !== undefined && WORD.test(before)) return true;
  if (right === "[" && (WORD.test(left) || /^\d/.test(left) || CLOSING.test(left))) return false;
  if (left === "!") return false;
  if (left === "-") return before !== undefined && !BEFORE_SIGN.has(before);
  if (left === "{" || right === "}") return !(left === "{" && right === "}");
  // Spaces separate an object from the braces of an interpolation that contains nothing else.
  if (SEQUENCE.test(left)) return right === "{";
  return !OPENING.test(left) && !CLOSING.test(right);
}
