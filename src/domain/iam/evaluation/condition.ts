import { listOf, type OneOrMore, type PolicyCondition } from "../policy";
import { operatorOf, type Operator } from "./comparisons";
import { type RequestContext } from "./context";
import { all, any, not, unknown, type Truth } from "./truth";

/** An operator's name with its prefix and suffix. */
const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/i;

type Quantifier = "forallvalues" | "foranyvalue" | undefined;

/**
 * Whether a request meets all conditions of a statement: every key of every operator must match, by one of its values.
 * @param variables values for policy variables. @default - the policy's version does not support variables
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function meets(condition: PolicyCondition, context: RequestContext, variables?: RequestContext): Truth {
  return all(
    Object.entries(condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => holds(operator, key, textsOf(values), context, variables)),
    ),
  );
}

/** The name of a single test in messages: `aws:SourceVpce (StringEquals vpce-1)`. */
export function conditionLabel(operator: string, key: string, values: readonly string[]): string {
  return `${key} (${operator} ${values.join(", ")})`;
}

function textsOf(values: OneOrMore<string | number | boolean>): string[] {
  return listOf(values).map(String);
}

function holds(
  name: string,
  key: string,
  wanted: readonly string[],
  context: RequestContext,
  variables: RequestContext | undefined,
): Truth {
  const undecided = unknown(conditionLabel(name, key, wanted));
  const found = context.valuesOf(key);
  if (found === undefined) return undecided;
  if (name.toLowerCase() === "null") return wanted.some((value) => value.toLowerCase() === String(found.length === 0));
  const [, quantifier, plain = "", ifExists] = OPERATOR.exec(name) ?? [];
  const operator = operatorOf(plain);
  // IAM may have added the operator later.
  if (operator === undefined) return undecided;
  const scope = quantifier?.toLowerCase() as Quantifier;
  if (found.length === 0) return holdsForAbsentKey(operator, scope, ifExists !== undefined);
  const { negated } = operator;
  const valueMatches = (value: string): Truth => {
    const matches = any(wanted.map((pattern) => operator.compare(pattern, value, { variables, negated }) ?? undecided));
    return negated ? not(matches) : matches;
  };
  if (scope === "forallvalues") return all(found.map(valueMatches));
  if (scope === "foranyvalue") return any(found.map(valueMatches));
  const [value, ...more] = found;
  // IAM does not document how a single-value operator compares several values.
  return value === undefined || more.length > 0 ? undecided : valueMatches(value);
}

/** An absent key has no value that matches. `IfExists` does not change that for `ForAnyValue`. */
function holdsForAbsentKey({ negated }: Operator, quantifier: Quantifier, ifExists: boolean): boolean {
  if (quantifier === undefined) return negated || ifExists;
  return quantifier === "forallvalues";
}
