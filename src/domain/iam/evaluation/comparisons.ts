import { BlockList, isIP } from "node:net";
import { type RequestContext } from "./context";
import { matchesPattern, matchesArn, patternOf } from "./pattern";
import { type Truth } from "./truth";

/**
 * Compares a value from the request with one from the policy.
 * @returns `undefined` if either is not of the operator's type
 */
export type ValueComparison = (wanted: string, found: string, options: ComparisonOptions) => Truth | undefined;

export interface ComparisonOptions {
  /** Values for policy variables. @default - the policy's version does not support variables */
  readonly variables?: RequestContext;
  /** Whether the operator is negated. */
  readonly negated: boolean;
}

/** A condition operator without prefix and suffix. */
export interface Operator {
  readonly compare: ValueComparison;
  /** Whether the test passes if none of the policy's values match. */
  readonly negated: boolean;
}

const equal: ValueComparison = (wanted, found, { variables, negated }) =>
  matchesPattern(patternOf(wanted, { variables, wildcards: false }), found, { negated });
const equalIgnoringCase: ValueComparison = (wanted, found, { variables, negated }) =>
  matchesPattern(patternOf(wanted, { variables, wildcards: false }), found, { negated, ignoreCase: true });
const like: ValueComparison = (wanted, found, { variables, negated }) =>
  matchesPattern(patternOf(wanted, { variables, wildcards: true }), found, { negated });
const arnLike: ValueComparison = (wanted, found, { variables, negated }) =>
  matchesArn(patternOf(wanted, { variables, wildcards: true }), found, { negated });
const sameBoolean: ValueComparison = (wanted, found) =>
  /^(true|false)$/i.test(wanted) && wanted.toLowerCase() === found.toLowerCase();
const sameBytes: ValueComparison = (wanted, found) => wanted === found;

function ordered(read: (text: string) => number, holds: (found: number, wanted: number) => boolean): ValueComparison {
  return (wanted, found) => {
    const [left, right] = [read(found), read(wanted)];
    return Number.isNaN(left) || Number.isNaN(right) ? undefined : holds(left, right);
  };
}

const is = (compare: ValueComparison): Operator => ({ compare, negated: false });
const isNot = (compare: ValueComparison): Operator => ({ compare, negated: true });

function ordering(prefix: string, read: (text: string) => number): [string, Operator][] {
  const same = ordered(read, (found, wanted) => found === wanted);
  return [
    [`${prefix}Equals`, is(same)],
    [`${prefix}NotEquals`, isNot(same)],
    [`${prefix}LessThan`, is(ordered(read, (found, wanted) => found < wanted))],
    [`${prefix}LessThanEquals`, is(ordered(read, (found, wanted) => found <= wanted))],
    [`${prefix}GreaterThan`, is(ordered(read, (found, wanted) => found > wanted))],
    [`${prefix}GreaterThanEquals`, is(ordered(read, (found, wanted) => found >= wanted))],
  ];
}

const NAMED: readonly (readonly [string, Operator])[] = [
  ["StringEquals", is(equal)],
  ["StringNotEquals", isNot(equal)],
  ["StringEqualsIgnoreCase", is(equalIgnoringCase)],
  ["StringNotEqualsIgnoreCase", isNot(equalIgnoringCase)],
  ["StringLike", is(like)],
  ["StringNotLike", isNot(like)],
  ["ArnEquals", is(arnLike)],
  ["ArnNotEquals", isNot(arnLike)],
  ["ArnLike", is(arnLike)],
  ["ArnNotLike", isNot(arnLike)],
  ["Bool", is(sameBoolean)],
  ["BinaryEquals", is(sameBytes)],
  ["IpAddress", is(inRange)],
  ["NotIpAddress", isNot(inRange)],
  ...ordering("Numeric", numberOf),
  ...ordering("Date", secondsOf),
];

const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  NAMED.map(([name, operator]) => [name.toLowerCase(), operator]),
);

/** The operators as IAM's documentation spells them, without `Null`, which does not compare values. */
export const OPERATOR_NAMES: readonly string[] = NAMED.map(([name]) => name);

/**
 * The operator with a name, in any letter case.
 * @returns `undefined` if IAM has no such operator
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function operatorOf(name: string): Operator | undefined {
  return OPERATORS.get(name.toLowerCase());
}

function numberOf(text: string): number {
  return /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : NaN;
}

/** ISO 8601 in W3C's profile (UTC if without a zone), or seconds since 1970. */
const ISO_DATE = /^\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?$/;
const SECONDS = /^\d{5,}$/;

function secondsOf(text: string): number {
  const written = text.trim().toUpperCase();
  if (SECONDS.test(written)) return Number(written);
  const match = ISO_DATE.exec(written) ?? (/^\d{4}$/.test(written) ? [] : undefined);
  if (match === undefined) return NaN;
  if (!isDay(written)) return NaN;
  const inUtc = match[2] !== undefined && match[5] === undefined ? `${written}Z` : written;
  return Date.parse(inUtc) / 1000;
}

/** `Date.parse` reads February 30 as March 2. */
function isDay(date: string): boolean {
  const [year = 0, month = 1, day = 1] = date.slice(0, 10).split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

function inRange(wanted: string, found: string): boolean | undefined {
  const [network = "", bits] = wanted.split("/");
  const family = isIP(network);
  if (family === 0 || isIP(found) === 0) return undefined;
  // IPv6 addresses are never in IPv4 ranges, and vice versa.
  if (isIP(found) !== family) return false;
  const type = family === 4 ? "ipv4" : "ipv6";
  const longest = family === 4 ? 32 : 128;
  const length = bits === undefined ? longest : /^\d+$/.test(bits) ? Number(bits) : NaN;
  if (!(length <= longest)) return undefined;
  const range = new BlockList();
  range.addSubnet(network, length, type);
  return range.check(found, type);
}
