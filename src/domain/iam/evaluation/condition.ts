import { listOf, type OneOrMore, type PolicyCondition } from "../policy";
import { operatorOf, type Operator } from "./comparisons";
import { type RequestContext } from "./context";
import { all, any, not, unknown, type Truth } from "./truth";

/** What may stand before and after the name of an operator. */
const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/i;

type Quantifier = "forallvalues" | "foranyvalue" | undefined;

/**
 * Whether a request meets all conditions of a statement: every key of every operator has to, and one value of a key
 * suffices.
 * @param variables replaces variables in values. @default - the policy is of a version that has none
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 */
export function meets(condition: PolicyCondition, context: RequestContext, variables?: RequestContext): Truth {
  return all(
    Object.entries(condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => holds(operator, key, textsOf(values), context, variables)),
    ),
  );
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
  const notKnown = unknown(`${key} (${name} ${wanted.join(", ")})`);
  const found = context.valuesOf(key);
  if (found === undefined) return notKnown;
  if (name.toLowerCase() === "null") return wanted.some((value) => value.toLowerCase() === String(found.length === 0));
  const [, quantifier, plain = "", ifExists] = OPERATOR.exec(name) ?? [];
  const operator = operatorOf(plain);
  // An operator that is not known here may be one that IAM has added since.
  if (operator === undefined) return notKnown;
  const every = quantifier?.toLowerCase() as Quantifier;
  if (found.length === 0) return holdsOfNothing(operator, every, ifExists !== undefined);
  const { negated } = operator;
  const one = (value: string): Truth => {
    const compared = any(wanted.map((each) => operator.compare(each, value, { variables, negated }) ?? notKnown));
    return negated ? not(compared) : compared;
  };
  if (every === "forallvalues") return all(found.map(one));
  if (every === "foranyvalue") return any(found.map(one));
  const [value, ...more] = found;
  // IAM leaves open what an operator for one value makes of several.
  return value === undefined || more.length > 0 ? notKnown : one(value);
}

/** Of a key that is absent, no value is among those wanted; and where any has to be, `IfExists` does not help. */
function holdsOfNothing({ negated }: Operator, quantifier: Quantifier, ifExists: boolean): boolean {
  if (quantifier === undefined) return negated || ifExists;
  return quantifier === "forallvalues";
}
