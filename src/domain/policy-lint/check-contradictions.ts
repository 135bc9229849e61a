import { testsOf, type ConditionOperator, type ConditionTest } from "../iam/conditions";
import { callerKeys, callerOf } from "../iam/evaluation/caller";
import { meets } from "../iam/evaluation/condition";
import { requestContext, type ContextFacts } from "../iam/evaluation/context";
import { operatorOf } from "../iam/evaluation/comparisons";
import { kindsAndNames, type PolicyCondition, type PolicyPrincipal } from "../iam/policy";
import { parseArn } from "../aws/arn";
import { quoteValue, type Problem } from "../problems/problem";
import { rangeOf } from "../repository-policy/address-ranges";
import { placedTests, type PartialStatement, type PlacedTest } from "../repository-policy/draft";
import { type PolicyPlace } from "../repository-policy/place";
import { sameSpelling } from "../repository-policy/principal";
import { hasToken } from "../terraform/strings";
import { finding } from "./rules";

/** Warns about conditions that no request can meet: their tests contradict each other, or the principals. */
export function checkContradictions(partial: PartialStatement, { today }: PolicyPlace = {}): Problem[] {
  const { at, statement, invalid } = partial;
  const { Condition, Principal } = statement;
  const tests = placedTests(partial);
  const byKey = new Map<string, PlacedTest[]>();
  for (const test of tests) byKey.set(test.lowerKey, [...(byKey.get(test.lowerKey) ?? []), test]);
  const own = [...byKey.values()].flatMap((group) => {
    const last = group.at(-1);
    if (last === undefined) return [];
    if (today !== undefined && isOver(group, today)) {
      const message = `expected a time that has not passed as of ${today}, found ${group.map(testText).join(" and ")}. The statement no longer has any effect. Remove it, or set a later time`;
      return [finding("void", last.at, message)];
    }
    if (group.length < 2 || canHold(group)) return [];
    const message = `expected tests of ${last.key} that one request can meet, found ${group.map(testText).join(" and ")}. All tests in a condition must match. Correct one of them, or write two statements`;
    return [finding("void", last.at, message)];
  });
  if (Condition === undefined || own.length > 0 || invalid.has("Principal")) return own;
  if (!contradictsPrincipals(Condition, Principal, tests)) return own;
  const message = `expected a condition that the statement's principals can meet, found ${tests.map(testText).join(" and ")}. Correct the condition or the principals`;
  return [finding("void", [...at, "Condition"], message)];
}

function testText({ text, key, values }: ConditionTest): string {
  return `${text} ${key} ${quoteValue(values.length === 1 ? values[0] : values)}`;
}

/**
 * Whether a value of the key, or its absence, can meet all tests. Also true if that is unknown: for keys with several values,
 * policy variables and patterns.
 */
function canHold(group: readonly ConditionTest[]): boolean {
  const [first] = group;
  const isOpen = group.some(
    ({ operator, values }) =>
      operator === undefined ||
      operator.quantifier !== undefined ||
      values.some((value) => value.includes("${") || hasToken(value)),
  );
  if (first === undefined || isOpen) return true;
  const { key } = first;
  const candidates = candidatesOf(group);
  if (candidates === undefined) return true;
  const holds = (facts: ContextFacts): boolean =>
    group.every(({ text, values }) => meets({ [text]: { [key]: values } }, requestContext(facts)) !== false);
  return (
    holds({ present: {}, absent: [key] }) || candidates.some((candidate) => holds({ present: { [key]: candidate } }))
  );
}

/** Keys with the time of the request, which every request has. */
const CLOCK = /^aws:(?:currenttime|epochtime)$/i;

/** Whether tests of the time hold at no time from a day on. */
function isOver(group: readonly ConditionTest[], today: string): boolean {
  const [first] = group;
  if (first === undefined || !CLOCK.test(first.key) || group.some((test) => nameOf(test) === "null")) return false;
  const type = group.every((test) => nameOf(test).startsWith("numeric")) ? "Numeric" : "Date";
  const from = testsOf({ [`${type}GreaterThanEquals`]: { [first.key]: String(secondsOf(today)) } });
  return canHold(group) && !canHold([...group, ...from]);
}

function nameOf({ operator }: ConditionTest): string {
  return operator?.name ?? "";
}

/** Values among which there is one that meets all tests, if there is one at all; `undefined` if no such values are known. */
function candidatesOf(group: readonly ConditionTest[]): readonly string[] | undefined {
  const positive = group.filter(({ operator }) => isPositive(operator));
  if (group.some((test) => nameOf(test) === "bool")) return ["true", "false"];
  const exact = positive.find(
    (test) => isExact(nameOf(test)) || (/like$|^arn/.test(nameOf(test)) && !test.values.some((it) => /[*?]/.test(it))),
  );
  if (exact !== undefined) return exact.values;
  const bounds = group.flatMap(({ values }) => values);
  if (group.every((test) => nameOf(test).startsWith("numeric"))) return around(bounds.map(Number));
  if (group.every((test) => nameOf(test).startsWith("date"))) return around(bounds.map(secondsOf))?.map(wholeSeconds);
  if (positive.length > 0 && group.every((test) => nameOf(test).endsWith("ipaddress"))) return addressesOf(group);
  // A test that the key is absent leaves nothing to the others.
  const isAbsent = ({ values }: ConditionTest): boolean => values.every((value) => value.toLowerCase() === "true");
  return group.some((test) => nameOf(test) === "null" && isAbsent(test)) ? [] : undefined;
}

/**
 * Ranges of addresses contain each other or have nothing in common. So if any address meets all tests, one at the start of a range
 * or behind the end of one does.
 */
function addressesOf(group: readonly ConditionTest[]): readonly string[] | undefined {
  const ranges = group.flatMap(({ values }) => values.map(rangeOf));
  if (ranges.some((range) => range === undefined)) return undefined;
  return ranges.flatMap((range) => (range === undefined ? [] : [range.start, ...range.behind]));
}

function isPositive(operator: ConditionOperator | undefined): boolean {
  return operatorOf(operator?.name ?? "")?.negated === false;
}

function isExact(name: string): boolean {
  return name === "stringequals" || name === "numericequals" || name === "binaryequals";
}

/** Each boundary, and a number on each side of it: comparisons change only at boundaries. */
function around(numbers: readonly number[]): readonly string[] | undefined {
  if (numbers.some(Number.isNaN)) return undefined;
  const bounds = [...numbers].sort((a, b) => a - b);
  const between = bounds.map((bound, index) => (bound + (bounds[index + 1] ?? bound + 2)) / 2);
  return [(bounds[0] ?? 0) - 1, ...bounds, ...between].map(String);
}

function secondsOf(date: string): number {
  return /^\d{5,}$/.test(date) ? Number(date) : Date.parse(date) / 1000;
}

function wholeSeconds(seconds: string): string {
  return String(Math.floor(Number(seconds)));
}

/** Whether a request by none of the principals can meet the condition. */
function contradictsPrincipals(
  condition: PolicyCondition,
  principal: PolicyPrincipal | undefined,
  tests: readonly ConditionTest[],
): boolean {
  const callers = kindsAndNames(principal);
  if (callers.length === 0 || callers.some(([kind, name]) => kind !== "AWS" || name === "*" || hasToken(name)))
    return false;
  return callers.every(([, name]) => contradicts(condition, name, tests));
}

function contradicts(condition: PolicyCondition, name: string, tests: readonly ConditionTest[]): boolean {
  const account = accountOf(name);
  if (account === undefined) {
    // Absent keys have a rule of their own.
    const { present } = callerKeys(callerOf(name));
    return meets(condition, requestContext({ present }), requestContext({ present })) === false;
  }
  const present = { "aws:PrincipalAccount": account, "aws:PrincipalIsAWSService": "false" };
  if (meets(condition, requestContext({ present }), requestContext({ present })) === false) return true;
  return tests.some(
    ({ operator, lowerKey, values }) =>
      lowerKey === "aws:principalarn" &&
      isPositive(operator) &&
      operator?.ifExists === false &&
      values.every((value) => isOfAnotherAccount(value, account)),
  );
}

/** The account, if the principal is a whole account. */
function accountOf(name: string): string | undefined {
  const spelling = sameSpelling(name);
  return /^\d{12}$/.test(spelling) ? spelling : undefined;
}

function isOfAnotherAccount(arn: string, account: string): boolean {
  const parts = parseArn(arn);
  return parts !== undefined && /^\d{12}$/.test(parts.account) && parts.account !== account;
}
