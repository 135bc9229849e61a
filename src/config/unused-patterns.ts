import { quoteValue, warning, type Problem } from "../domain/problems/problem";
import { textMatcher } from "../domain/repository/rules/text-matcher";

/** Warns about patterns that match no repository, at their place in a list of entries. */
export function unusedPatterns(
  rule: string,
  entries: readonly { readonly match: readonly string[] }[],
  repositoryNames: readonly string[],
): Problem[] {
  return entries.flatMap(({ match }, entry) =>
    match.flatMap((pattern, index) => {
      if (repositoryNames.some(textMatcher([pattern]))) return [];
      const message = `expected a pattern that matches a repository, found ${quoteValue(pattern)}. Correct the pattern, or remove it`;
      return [warning(rule, [entry, "match", index], message)];
    }),
  );
}
