/** Unresolved tokens of cdktf in a text, which only Terraform can read. */
const TOKENS = /\$\{TfToken\[[^\]]+\]\}/g;

export function hasToken(text: string): boolean {
  return withoutTokens(text, "") !== text;
}

/** A text with something else in the place of each token. */
export function withoutTokens(text: string, instead: string): string {
  return text.replaceAll(TOKENS, instead);
}
