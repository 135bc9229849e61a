import { conditionOperator } from "../iam/conditions";
import { operatorOf } from "../iam/evaluation/comparisons";
import { listOf, type PolicyCondition } from "../iam/policy";
import { quoteValue, type Problem } from "../problems/problem";
import { type PartialStatement } from "../repository-policy/draft";
import { finding } from "./rules";

/**
 * Warns about conditions that also match requests without the key.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function checkAbsentKeys({ at, statement, invalid }: PartialStatement): Problem[] {
  const { Effect, Condition } = statement;
  if (Effect !== "Allow" || Condition === undefined || invalid.has("Condition")) return [];
  return Object.entries(Condition).flatMap(([operator, keys]) => {
    if (conditionOperator(operator)?.quantifier !== "forallvalues") return [];
    return Object.keys(keys)
      .filter((key) => !requiresPresence(Condition, key))
      .map((key) =>
        finding(
          "null-check",
          [...at, "Condition", operator, key],
          `expected a Null test with ${operator}, found none for ${quoteValue(key)}. ForAllValues also matches requests without the key; add Null: { ${quoteValue(key)}: "false" }, or write ForAnyValue`,
        ),
      );
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
  return denials.flatMap(({ at, statement: { Condition = {} } }) =>
    Object.entries(Condition).flatMap(([text, keys]) =>
      Object.entries(keys).flatMap(([key, values]) => {
        const write = presentOnly(text, key, listOf(values).map(String));
        if (write === undefined || denials.some(({ statement }) => deniesAbsence(statement.Condition, key))) return [];
        const message = `expected a test that also matches requests without ${key}, found ${text}, which does not deny these requests. ${write}`;
        return [finding("null-check", [...at, "Condition", text, key], message)];
      }),
    ),
  );
}

/** What to write in place of a test that is about an exception, but fails if the key is absent. */
function presentOnly(text: string, key: string, values: readonly string[]): string | undefined {
  const operator = conditionOperator(text);
  if (operator === undefined) return undefined;
  if (operator.quantifier === "foranyvalue" && operatorOf(operator.name)?.negated === true)
    return `Write ForAllValues instead of ForAnyValue, or deny these requests in a statement with Null: { ${quoteValue(key)}: "true" }`;
  const isMfa = key.toLowerCase() === "aws:multifactorauthpresent" && operator.name === "bool" && !operator.ifExists;
  return isMfa && values.some((value) => value.toLowerCase() === "false") ? "Write BoolIfExists" : undefined;
}

/** Whether a condition has no test but that the key is absent. */
function deniesAbsence(condition: PolicyCondition | undefined, wanted: string): boolean {
  const tests = Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: listOf(values).map(String) })),
  );
  return (
    tests.length > 0 &&
    tests.every(
      ({ operator, key, values }) =>
        operator.toLowerCase() === "null" &&
        key.toLowerCase() === wanted.toLowerCase() &&
        values.some((value) => value.toLowerCase() === "true"),
    )
  );
}

/** Whether another test of the condition fails if the key is absent. */
function requiresPresence(condition: PolicyCondition, wanted: string): boolean {
  return Object.entries(condition).some(([text, keys]) => {
    const operator = conditionOperator(text);
    return Object.entries(keys).some(([key, values]) => {
      if (key.toLowerCase() !== wanted.toLowerCase()) return false;
      if (operator?.name === "null") return listOf(values).every((value) => String(value).toLowerCase() === "false");
      return operator?.quantifier === "foranyvalue";
    });
  });
}
