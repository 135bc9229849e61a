import { conditionOperator } from "../iam/conditions";
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
