import { finding } from "../policy-lint/rules";
import { quoteValue, valuesAt, type Problem } from "../problems/problem";
import { foreignKeys } from "./check-callers";
import { foreignValues } from "./check-key-values";
import { foreignSources } from "./check-sources";
import { placedTests, type PartialStatement, type PlacedTest } from "./draft";
import { type PolicyPlace } from "./place";

/** Warns about conditions that IAM accepts but no request meets. */
export function checkVoidConditions(partial: PartialStatement, place: PolicyPlace = {}): Problem[] {
  const { Principal } = partial.statement;
  return placedTests(partial).flatMap((test) => [
    ...literalWildcards(test),
    ...foreignKeys(Principal, test),
    ...foreignSources(Principal, test.key, test.written, test.at, place),
    ...foreignValues(test),
    ...sessions(test),
  ]);
}

const EXACT = /^string(not)?equals(ignorecase)?$/;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function literalWildcards({ text: operator, operator: parts, written, at }: PlacedTest): Problem[] {
  if (!EXACT.test(parts?.name ?? "")) return [];
  return valuesAt(at, written).flatMap(({ at: where, text }) => {
    // ${*} and ${?} are the escapes for the literal characters.
    if (!/[*?]/.test(String(text).replaceAll(/\$\{[^}]*\}/g, ""))) return [];
    const message = `expected a value without wildcards, found ${quoteValue(text)}. ${operator} compares * and ? literally. Write exact values, or use ${operator.replace(/equals(ignorecase)?/i, "Like")} for wildcards`;
    return [finding("literal-wildcard", where, message)];
  });
}

/**
 * Of a role's session, the key holds the role's own ARN.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function sessions({ key, lowerKey, written, at }: PlacedTest): Problem[] {
  if (lowerKey !== "aws:principalarn") return [];
  return valuesAt(at, written).flatMap(({ at: where, text }) => {
    const [, partition = "", account = "", role = ""] =
      /^arn:([^:]*):sts:[^:]*:([^:]*):assumed-role\/([^/]*)/.exec(String(text)) ?? [];
    if (role === "") return [];
    const message = `expected the ARN of a role, found ${quoteValue(text)}, which ${key} never contains. Write the role's ARN, such as ${quoteValue(`arn:${partition}:iam::${account}:role/${role}`)}`;
    return [finding("session-arn", where, message)];
  });
}
