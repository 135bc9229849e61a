import { type OneOrMore, type PolicyCondition } from "../../../../src/domain/iam/policy";
import { type Random } from "./random";

export type Context = Readonly<Record<string, string | readonly string[]>>;

interface Key {
  readonly name: string;
  readonly type: "string" | "arn" | "number" | "date" | "boolean" | "ip" | "strings";
  /** Values that requests have, and that policies ask for. */
  readonly values: readonly string[];
  /** More that only policies ask for. */
  readonly patterns: readonly string[];
}

const ROLE = "arn:aws:iam::111122223333:role/ci";

/** Keys that requests may have or not; nothing about them follows from who asks. */
export const OPTIONAL_KEYS: readonly Key[] = [
  {
    name: "aws:PrincipalTag/team",
    type: "string",
    values: ["team", "Team", "other", "t*"],
    patterns: ["t*", "t??m", "*", "${aws:PrincipalOrgID}", "${aws:PrincipalTag/team}", "${nothing"],
  },
  { name: "aws:PrincipalOrgID", type: "string", values: ["o-1", "o-2", "team"], patterns: ["o-?", "O-1", "o-*"] },
  { name: "aws:SourceVpce", type: "string", values: ["vpce-1", "vpce-2"], patterns: ["vpce-*", "VPCE-1"] },
  { name: "aws:MultiFactorAuthAge", type: "number", values: ["5", "300", "0"], patterns: ["5.0", "299", "-1"] },
  {
    name: "aws:MultiFactorAuthPresent",
    type: "boolean",
    values: ["true", "false"],
    patterns: ["True", "FALSE", "maybe"],
  },
  {
    name: "aws:CurrentTime",
    type: "date",
    values: ["2026-01-01T00:00:00Z", "2026-06-01T12:30:00Z"],
    patterns: ["2026-01-01", "2025-12-31T23:59:59Z", "2026-06-01T14:30:00+02:00"],
  },
  {
    name: "aws:SourceIp",
    type: "ip",
    values: ["203.0.113.7", "10.1.2.3"],
    patterns: ["203.0.113.0/24", "10.0.0.0/8", "200.0.0.0/6", "10.1.2.3/32"],
  },
  {
    name: "aws:VpcSourceIp",
    type: "ip",
    values: ["2001:db8::1", "2001:db8:0:1::"],
    patterns: ["2001:db8::/32", "2001:db8::/64", "2001:db8:0:1::/64"],
  },
  {
    name: "aws:TagKeys",
    type: "strings",
    values: ["team", "stage", "owner"],
    patterns: ["st*", "*", "OWNER"],
  },
];

const PRINCIPAL_ARN: Key = {
  name: "aws:PrincipalArn",
  type: "arn",
  values: [ROLE, "arn:aws:iam::999988887777:role/puller", "arn:aws:iam::111122223333:user/bob"],
  patterns: ["arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:*", "arn:*:iam::*:*/?ob", "arn:aws:iam::*ci:*"],
};

const ORDERINGS = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];

const OPERATORS: Readonly<Record<Key["type"], readonly string[]>> = {
  string: [
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "StringNotLike",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
  ],
  arn: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "StringLike", "StringEquals"],
  number: ORDERINGS.map((ordering) => `Numeric${ordering}`),
  date: ORDERINGS.map((ordering) => `Date${ordering}`),
  boolean: ["Bool"],
  ip: ["IpAddress", "NotIpAddress"],
  strings: ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase"],
};

/** One value, or several of a key that may have several. */
export function valueFor(random: Random, { type, values }: Key): string | readonly string[] {
  return type === "strings" ? [random.one(values), ...random.some(2, () => random.one(values))] : random.one(values);
}

/** The keys of a request; each that is not there is absent from it. */
export function generatedContext(random: Random, principal: string): Context {
  const [, , , account = "", rest = ""] = /^arn:([^:]*):([^:]*)::(\d+):(.*)$/.exec(principal) ?? [];
  const role = rest.startsWith("assumed-role/")
    ? `arn:aws:iam::${account}:role/${rest.split("/")[1] ?? ""}`
    : principal;
  const optional = OPTIONAL_KEYS.filter(() => random.chance(0.6)).map(
    (key) => [key.name, valueFor(random, key)] as const,
  );
  return { "aws:PrincipalArn": role, "aws:PrincipalAccount": account, ...Object.fromEntries(optional) };
}

export function generatedCondition(random: Random): PolicyCondition {
  const condition: Record<string, Record<string, OneOrMore<string>>> = {};
  for (let count = random.chance(0.7) ? 1 : 2; count > 0; count--) {
    const key = random.one([...OPTIONAL_KEYS, PRINCIPAL_ARN]);
    const [operator, values] = generatedTest(random, key);
    // Names of keys have no case.
    const name = random.chance(0.9) ? key.name : key.name.replace("aws:", "AWS:");
    condition[operator] = { ...condition[operator], [name]: values };
  }
  return condition;
}

function generatedTest(random: Random, key: Key): [string, OneOrMore<string>] {
  if (random.chance(0.08)) return ["Null", random.one(["true", "false"])];
  const quantifier = key.type === "strings" ? random.one(["ForAllValues:", "ForAnyValue:"]) : "";
  const suffix = random.chance(0.2) ? "IfExists" : "";
  return [`${quantifier}${random.one(OPERATORS[key.type])}${suffix}`, random.list([...key.values, ...key.patterns])];
}
