import { testsOf, type ConditionTest } from "../iam/conditions";
import { operatorOf } from "../iam/evaluation/comparisons";
import { type PolicyCondition } from "../iam/policy";
import { quoteValue, type Problem } from "../problems/problem";
import { placedTests, type PartialStatement } from "../repository-policy/draft";
import { finding } from "./rules";

/**
 * Warns about conditions that also match requests without the key.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function checkAbsentKeys(partial: PartialStatement): Problem[] {
  if (partial.statement.Effect !== "Allow") return [];
  const tests = placedTests(partial);
  return tests.flatMap(({ text, operator, key, lowerKey, at }) => {
    if (operator?.quantifier !== "forallvalues" || requiresPresence(tests, lowerKey)) return [];
    const message = `expected a Null test with ${text}, found none for ${quoteValue(key)}. ForAllValues also matches requests without the key; add Null: { ${quoteValue(key)}: "false" }, or write ForAnyValue`;
    return [finding("null-check", at, message)];
  });
}

/**
 * Warns about denials that do not apply to requests without the key, although such requests are the furthest from what they
 * except. Another denial may apply to these.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export function checkDeniedAbsence(statements: readonly PartialStatement[]): Problem[] {
  const denials = statements.filter(
    ({ statement: { Effect }, invalid }) => Effect === "Deny" && !invalid.has("Condition"),
  );
  return denials.flatMap(placedTests).flatMap((test) => {
    const { text, key, lowerKey, at } = test;
    const write = presentOnly(test);
    if (write === undefined || denials.some(({ statement }) => deniesAbsence(statement.Condition, lowerKey))) return [];
    const message = `expected a test that also matches requests without ${key}, found ${text}, which does not deny these requests. ${write}`;
    return [finding("null-check", at, message)];
  });
}

/** What to write in place of a test that is about an exception, but fails if the key is absent. */
function presentOnly({ operator, key, lowerKey, values }: ConditionTest): string | undefined {
  if (operator === undefined) return undefined;
  if (operator.quantifier === "foranyvalue" && operatorOf(operator.name)?.negated === true)
    return `Write ForAllValues instead of ForAnyValue, or deny these requests in a statement with Null: { ${quoteValue(key)}: "true" }`;
  const isMfa = lowerKey === "aws:multifactorauthpresent" && operator.name === "bool" && !operator.ifExists;
  return isMfa && values.some((value) => value.toLowerCase() === "false") ? "Write BoolIfExists" : undefined;
}

/** Whether a condition has no test but that the key is absent. */
function deniesAbsence(condition: PolicyCondition | undefined, wanted: string): boolean {
  const tests = testsOf(condition);
  return (
    tests.length > 0 &&
    tests.every(
      ({ operator, lowerKey, values }) =>
        operator?.name === "null" && lowerKey === wanted && values.some((value) => value.toLowerCase() === "true"),
    )
  );
}

/** Whether one of the tests fails if the key is absent. */
function requiresPresence(tests: readonly ConditionTest[], wanted: string): boolean {
  return tests.some(({ operator, lowerKey, values }) => {
    if (lowerKey !== wanted) return false;
    if (operator?.name === "null") return values.every((value) => value.toLowerCase() === "false");
    return operator?.quantifier === "foranyvalue";
  });
}
