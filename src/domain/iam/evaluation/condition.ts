import { testsOf, type ConditionOperator, type ConditionTest } from "../conditions";
import { type PolicyCondition } from "../policy";
import { operatorOf } from "./comparisons";
import { type RequestContext } from "./context";
import { all, any, not, unknown, type Truth } from "./truth";

/**
 * Whether a request meets all conditions of a statement: every key of every operator must match, by one of its values.
 * @param variables values for policy variables. @default - the policy's version does not support variables
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function meets(condition: PolicyCondition, context: RequestContext, variables?: RequestContext): Truth {
  return all(testsOf(condition).map((test) => holds(test, context, variables)));
}

/** The name of a single test in messages: `aws:SourceVpce (StringEquals vpce-1)`. */
export function conditionLabel(operator: string, key: string, values: readonly string[]): string {
  return `${key} (${operator} ${values.join(", ")})`;
}

function holds(
  { text, operator: parts, key, values: wanted }: ConditionTest,
  context: RequestContext,
  variables: RequestContext | undefined,
): Truth {
  const undecided = unknown(conditionLabel(text, key, wanted));
  const found = context.valuesOf(key);
  if (found === undefined) return undecided;
  if (parts?.name === "null") return wanted.some((value) => value.toLowerCase() === String(found.length === 0));
  const operator = operatorOf(parts?.name ?? "");
  // IAM may have added the operator later.
  if (parts === undefined || operator === undefined) return undecided;
  const { negated } = operator;
  if (found.length === 0) return holdsForAbsentKey(parts, negated);
  const valueMatches = (value: string): Truth => {
    const matches = any(wanted.map((pattern) => operator.compare(pattern, value, { variables, negated }) ?? undecided));
    return negated ? not(matches) : matches;
  };
  if (parts.quantifier === "forallvalues") return all(found.map(valueMatches));
  if (parts.quantifier === "foranyvalue") return any(found.map(valueMatches));
  const [value, ...more] = found;
  // IAM does not document how a single-value operator compares several values.
  return value === undefined || more.length > 0 ? undecided : valueMatches(value);
}

/** An absent key has no value that matches. `IfExists` does not change that for `ForAnyValue`. */
function holdsForAbsentKey({ quantifier, ifExists }: ConditionOperator, negated: boolean): boolean {
  if (quantifier === undefined) return negated || ifExists;
  return quantifier === "forallvalues";
}
