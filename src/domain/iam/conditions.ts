import { OPERATOR_NAMES, operatorOf } from "./evaluation/comparisons";
import { listOf, type ConditionValues, type PolicyCondition } from "./policy";
import { didYouMean } from "../text/suggestions";
import { error, quoteValue, repeated, valuesAt, type Path, type Problem } from "../problems/problem";
import { hasToken } from "../terraform/strings";

/** The parts of a condition operator, in lower case because IAM ignores case here. */
export interface ConditionOperator {
  readonly quantifier?: "forallvalues" | "foranyvalue";
  /** Without prefix and suffix: `stringequals`. */
  readonly name: string;
  /** Whether the test also passes if the request lacks the key. */
  readonly ifExists: boolean;
}

const FORM = /^(?:(forallvalues|foranyvalue):)?(\w+?)(ifexists)?$/;
const NULL = "null";

/**
 * The parts of a condition operator.
 * @returns `undefined` if IAM has no such operator
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionOperator(text: string): ConditionOperator | undefined {
  const lower = text.toLowerCase();
  if (lower === NULL) return { name: NULL, ifExists: false };
  const [, quantifier, name = "", ifExists] = FORM.exec(lower) ?? [];
  if (operatorOf(name) === undefined) return undefined;
  const parts = { name, ifExists: ifExists !== undefined };
  return quantifier === "forallvalues" || quantifier === "foranyvalue" ? { quantifier, ...parts } : parts;
}

/** Whether a test with an operator fails if the request lacks the key. */
export function requiresKey(operator: ConditionOperator | undefined): operator is ConditionOperator {
  if (operator === undefined || operator.name === NULL) return false;
  const { name, quantifier, ifExists } = operator;
  if (ifExists || quantifier === "forallvalues") return false;
  return quantifier === "foranyvalue" || operatorOf(name)?.negated === false;
}

/** A test of a condition: an operator with one key and its values. */
export interface ConditionTest {
  /** The operator as it is written. */
  readonly text: string;
  /** `undefined` if IAM has no such operator. */
  readonly operator: ConditionOperator | undefined;
  readonly key: string;
  /** The key in lower case, because IAM ignores case here. */
  readonly lowerKey: string;
  readonly values: readonly string[];
  /** The values as they are written. */
  readonly written: ConditionValues;
}

/** The tests of a condition. A request must pass all of them. */
export function testsOf(condition: PolicyCondition = {}): ConditionTest[] {
  return Object.entries(condition).flatMap(([text, keys]) => {
    const operator = conditionOperator(text);
    return Object.entries(keys).map(([key, written]) => {
      return { text, operator, key, lowerKey: key.toLowerCase(), values: listOf(written).map(String), written };
    });
  });
}

/**
 * Reports operators, keys and values of a statement's `Condition` that violate IAM's grammar.
 * @param rule id of the problems
 * @param at path of the condition
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function checkConditionGrammar(condition: PolicyCondition, rule: string, at: Path): Problem[] {
  const problem = ([where, message]: Fault): Problem => error(rule, [...at, ...where], message);
  return [...duplicateFaults(Object.keys(condition), "operator"), ...operatorFaults(condition)].map(problem);
}

/** A path relative to the condition, and a message. */
type Fault = readonly [Path, string];

function operatorFaults(condition: PolicyCondition): Fault[] {
  return Object.entries(condition).flatMap(([text, keys]): Fault[] => {
    const operator = conditionOperator(text);
    const names = Object.keys(keys);
    const own: Fault[] = operator === undefined ? [[[text], unknownOperator(text)]] : [];
    if (names.length === 0)
      own.push([[text], "expected at least 1 condition key, found none. Add one, or remove the operator"]);
    const keyAndValueFaults = [
      ...duplicateFaults(names, "key"),
      ...names.flatMap(keyFaults),
      ...Object.entries(keys).flatMap(([key, values]) => valueFaults(operator?.name ?? "", key, values)),
    ];
    return [...own, ...keyAndValueFaults.map(([where, message]): Fault => [[text, ...where], message])];
  });
}

/** IAM ignores case here; AWS does not document which of two spellings it uses. */
function duplicateFaults(names: readonly string[], what: "operator" | "key"): Fault[] {
  return repeated(names, (name) => name.toLowerCase()).map(({ entry }) => {
    return [[entry], `expected each ${what} once, found ${quoteValue(entry)} again in a different case. Merge the two`];
  });
}

function unknownOperator(text: string): string {
  const [before, after] = text.includes(":")
    ? [text.slice(0, text.lastIndexOf(":") + 1), text.slice(text.lastIndexOf(":") + 1)]
    : ["", text];
  const start = `expected an IAM condition operator, found ${quoteValue(text)}`;
  if (/^null(ifexists)?$/i.test(after)) return `${start}. Write "Null" without a prefix or suffix`;
  const plain = after.replace(/if[-_]?exists?$/i, "");
  const known = operatorOf(plain) !== undefined;
  if (known && !/^(forallvalues:|foranyvalue:)?$/i.test(before))
    return `${start}. The only valid prefixes are "ForAllValues:" and "ForAnyValue:"`;
  if (known) return `${start}. The suffix is IfExists, as in ${quoteValue(`${plain}IfExists`)}`;
  const hint = didYouMean(plain, [...OPERATOR_NAMES, "Null"]);
  return `${start}.${hint === "" ? " Valid operators include StringEquals, StringLike, ArnLike, IpAddress, Bool and Null" : hint}`;
}

/** `aws:PrincipalOrgID`, `ecr:ResourceTag/team`, `token.actions.githubusercontent.com:sub`. */
const KEY = /^[^\s:${}]+:\S/;

function keyFaults(key: string): Fault[] {
  if (KEY.test(key)) return [];
  const write = /^\w+$/.test(key) ? `Add the service as a prefix, as in ${quoteValue(`aws:${key}`)}` : "Correct it";
  return [[[key], `expected a condition key such as "aws:PrincipalOrgID", found ${quoteValue(key)}. ${write}`]];
}

interface ValueType {
  readonly operators: RegExp;
  readonly accepts: (text: string) => boolean;
  readonly allowed: string;
}

/** Whether an operator can compare a value; the sample has the operator's type. */
const comparable =
  (operator: string, sample: string) =>
  (text: string): boolean =>
    operatorOf(operator)?.compare(text, sample, { negated: false }) !== undefined;

const isArn = comparable("ArnLike", "arn:aws:iam::111122223333:role/name");
const isBoolean = (text: string): boolean => /^(true|false)$/i.test(text);

const VALUE_TYPES: readonly ValueType[] = [
  { operators: /^(bool|null)$/, accepts: isBoolean, allowed: '"true" or "false"' },
  {
    operators: /ipaddress$/,
    accepts: comparable("IpAddress", "192.0.2.1"),
    allowed: 'an IP address or a CIDR range such as "203.0.113.0/24"',
  },
  {
    operators: /^date/,
    accepts: comparable("DateEquals", "2026-01-01"),
    allowed: 'a date such as "2026-01-31T12:00:00Z", or seconds since 1970',
  },
  { operators: /^numeric/, accepts: comparable("NumericEquals", "0"), allowed: "a number" },
  {
    operators: /^arn/,
    // The value of a policy variable is not known here.
    accepts: (text) => text.includes("${") || isArn(text),
    allowed: 'an ARN with six parts, such as "arn:aws:iam::111122223333:role/*"',
  },
  { operators: /^binary/, accepts: (text) => /^[A-Za-z0-9+/]+={0,2}$/.test(text), allowed: "base64" },
];

function valueFaults(operator: string, key: string, values: ConditionValues): Fault[] {
  if (listOf(values).length === 0)
    return [[[key], "expected at least 1 value, found an empty list. Add one, or remove the key"]];
  const type = VALUE_TYPES.find(({ operators }) => operators.test(operator));
  if (type === undefined) return [];
  return valuesAt([key], values).flatMap(({ at, text: value }): Fault[] => {
    const text = String(value);
    if (hasToken(text) || type.accepts(text)) return [];
    return [
      [at, `expected ${type.allowed}, found ${quoteValue(value)}. Correct the value, or use a different operator`],
    ];
  });
}
