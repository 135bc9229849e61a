import { matchesPattern, patternOf } from "../../iam/evaluation/pattern";

/** Whether a text matches one of some patterns, in which `*` matches any characters and `?` one. */
export type TextMatcher = (text: string) => boolean;

/** A text with wildcards. */
export const WILDCARD = /[*?]/;

/** Prepares patterns for many texts: an environment has thousands of repositories. */
export function textMatcher(patterns: readonly string[]): TextMatcher {
  const exact = new Set(patterns.filter((pattern) => !WILDCARD.test(pattern)));
  const withWildcards = patterns.filter((pattern) => WILDCARD.test(pattern));
  if (withWildcards.includes("*")) return () => true;
  const prepared = withWildcards.map((pattern) => patternOf(pattern, { wildcards: true }));
  return (text) => exact.has(text) || prepared.some((pattern) => matchesPattern(pattern, text) === true);
}
