import { quoteValue, valuesAt, type Problem } from "../problems/problem";
import { placedTests, type PartialStatement } from "../repository-policy/draft";
import { finding } from "./rules";

/** A wildcard within the ID of an organization, root or unit. `ou-*`, and `ou-ab12-*` for a root's units, are whole parts. */
const CUT_ID = /(?:^|\/)(?:o-[a-z0-9]+|r-[a-z0-9]+|ou-[a-z0-9]+-[a-z0-9]+)[*?]/;

/**
 * Warns about patterns that match the paths of units whose IDs begin alike.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths
 */
export function checkUnitPatterns(partial: PartialStatement): Problem[] {
  return placedTests(partial).flatMap(({ operator, lowerKey, written, at }) => {
    if (!lowerKey.endsWith("orgpaths") || operator?.name.endsWith("like") !== true) return [];
    return valuesAt(at, written).flatMap(({ at: where, text }) => {
      if (!CUT_ID.test(String(text))) return [];
      const message = `expected a pattern of whole IDs, found ${quoteValue(text)}, which also matches units whose IDs begin with the same characters. Write a slash before the wildcard`;
      return [finding("unit-pattern", where, message)];
    });
  });
}
