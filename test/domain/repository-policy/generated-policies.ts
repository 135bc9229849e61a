import { OPERATOR_NAMES } from "../../../src/domain/iam/evaluation/comparisons";
import {
  type OneOrMore,
  type PolicyCondition,
  type PolicyDocument,
  type PolicyPrincipal,
} from "../../../src/domain/iam/policy";
import { type Random } from "../iam/evaluation/random";

interface Key {
  readonly name: string;
  readonly operators: RegExp;
  /** Each a value, or a list that belongs together. */
  readonly hostile: readonly OneOrMore<string>[];
  /** Values that narrow, under an operator that does. */
  readonly exact?: readonly string[];
  readonly several?: true;
}

const slash8 = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `${from + index}.0.0.0/8`);

const KEYS: readonly Key[] = [
  {
    name: "aws:PrincipalOrgID",
    operators: /^String/,
    hostile: ["*", "o-*", "o-??????????*", "o-s*", "${aws:PrincipalOrgID}", "", "o-stranger*"],
    exact: ["o-abcdefghij", "o-example1234", "${aws:ResourceOrgID}"],
  },
  {
    name: "aws:PrincipalOrgPaths",
    operators: /^String/,
    hostile: ["*", "o-*", "o-*/r-ab12/*", "${aws:PrincipalOrgPaths}", "*/ou-ab12-11111111/*"],
    exact: ["o-abcdefghij/*", "o-abcdefghij/r-ab12/ou-ab12-22222222/"],
    several: true,
  },
  {
    name: "aws:PrincipalAccount",
    operators: /^(String|Numeric)/,
    hostile: ["*", "????????????", "9*", "${aws:PrincipalAccount}", "0"],
    exact: ["111122223333", "444455556666", "${aws:ResourceAccount}"],
  },
  {
    name: "aws:PrincipalArn",
    operators: /^(String|Arn)/,
    hostile: [
      ...["*", "arn:*", "arn:aws:iam::*:role/deploy-*", "arn:*:iam::111122223333:role/ci", "arn:aws:iam::*:root"],
      ...["arn:aws:iam::????????????:role/*", "arn:aws:iam::${aws:PrincipalAccount}:role/*", "${aws:PrincipalArn}"],
      ...["arn:aws:iam::*111122223333:role/ci", "arn:aws:*:111122223333:role/ci", "arn:aws:iam::9*:*"],
    ],
    exact: ["arn:aws:iam::111122223333:role/ci", "arn:aws:iam::111122223333:role/*", "arn:aws:iam::444455556666:*"],
  },
  {
    name: "aws:userid",
    operators: /^String/,
    hostile: ["AROA*", "AIDA*", "*", "*:ci", "AROA*:ci", "AROA?????????????????:*", "${aws:userid}", "A*"],
    exact: ["AROA1234567890EXAMPLE:*", "AIDA1234567890EXAMPLE"],
  },
  { name: "aws:username", operators: /^String/, hostile: ["alice", "*", "admin-*", "${aws:username}"] },
  {
    name: "aws:SourceVpc",
    operators: /^String/,
    hostile: ["vpc-*", "*", "vpc-0*", "${aws:SourceVpc}"],
    exact: ["vpc-1a2b3c4d", "vpc-0aaaabbbbccccdddd"],
  },
  {
    name: "aws:SourceVpce",
    operators: /^String/,
    hostile: ["vpce-*", "*", "vpce-0*", "${aws:SourceVpce}"],
    exact: ["vpce-1a2b3c4d", "vpce-0aaaabbbbccccdddd"],
  },
  {
    name: "aws:SourceIp",
    operators: /IpAddress$/,
    hostile: [
      ...["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "::/0", "0.0.0.0/5", "2000::/3", "8.0.0.0/7", "2600::/12"],
      ...[["0.0.0.0/1", "128.0.0.0/1"], ["::/1", "8000::/1"], slash8(0, 64), slash8(8, 14)],
      ...[
        ["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/1"],
        ["203.0.113.0/24", "0.0.0.0/1"],
        ["10.0.0.0/8", "::/0"],
      ],
    ],
    exact: ["203.0.113.0/24", "10.0.0.0/8", "192.168.1.0/24", "2001:db8::/32", "198.51.100.7"],
  },
  {
    name: "aws:SourceAccount",
    operators: /^String/,
    hostile: ["*", "9*", "${aws:SourceAccount}", "${aws:PrincipalAccount}"],
    exact: ["111122223333"],
  },
  {
    name: "aws:SourceArn",
    operators: /^(String|Arn)/,
    hostile: [
      ...["*", "arn:aws:codebuild:*:*:*", "arn:aws:codebuild:*:111122223333:project/ci", "arn:*:111122223333:*"],
      ...["arn:aws:codebuild:eu-west-1:${aws:PrincipalAccount}:*", "${aws:SourceArn}"],
    ],
    exact: ["arn:aws:codebuild:eu-west-1:111122223333:project/ci", "arn:aws:lambda:eu-west-1:444455556666:function:*"],
  },
  { name: "aws:SourceOrgID", operators: /^String/, hostile: ["*", "o-*"], exact: ["o-abcdefghij"] },
  { name: "aws:SecureTransport", operators: /^Bool/, hostile: ["true", "false"] },
  { name: "aws:MultiFactorAuthPresent", operators: /^Bool/, hostile: ["true", "false", "True"] },
  { name: "aws:ViaAWSService", operators: /^Bool/, hostile: ["true", "false"] },
  { name: "aws:PrincipalIsAWSService", operators: /^Bool/, hostile: ["false", "true"] },
  {
    name: "aws:CurrentTime",
    operators: /^Date/,
    hostile: ["2020-01-01", "2026-11-28T00:00:00Z", "2099-12-31T00:00:00Z"],
  },
  { name: "aws:EpochTime", operators: /^(Date|Numeric)/, hostile: ["1577836800", "4102444800"] },
  { name: "aws:TokenIssueTime", operators: /^Date/, hostile: ["2020-01-01", "2099-01-01"] },
  { name: "aws:MultiFactorAuthAge", operators: /^Numeric/, hostile: ["0", "3600"] },
  { name: "aws:PrincipalTag/team", operators: /^String/, hostile: ["platform", "*", "${aws:PrincipalTag/team}"] },
  { name: "aws:RequestTag/team", operators: /^String/, hostile: ["platform", "*"] },
  { name: "aws:TagKeys", operators: /^String/, hostile: ["team", "*"], several: true },
  { name: "aws:SourceIdentity", operators: /^String/, hostile: ["alice", "*"] },
  { name: "aws:UserAgent", operators: /^String/, hostile: ["docker/*", "*"] },
  { name: "aws:Referer", operators: /^String/, hostile: ["https://example.com/*"] },
  { name: "aws:PrincipalType", operators: /^String/, hostile: ["AssumedRole", "User", "A*"] },
  { name: "aws:RequestedRegion", operators: /^String/, hostile: ["eu-west-1", "eu-*"] },
  { name: "aws:ResourceAccount", operators: /^String/, hostile: ["111122223333", "*"] },
  { name: "aws:ResourceOrgID", operators: /^String/, hostile: ["o-abcdefghij", "${aws:ResourceOrgID}"] },
  { name: "aws:VpcSourceIp", operators: /IpAddress$/, hostile: ["10.0.0.0/8", "0.0.0.0/0", "10.1.2.3/32"] },
  { name: "ecr:ResourceTag/team", operators: /^String/, hostile: ["platform", "p*"] },
  { name: "aws:Unheard", operators: /^String/, hostile: ["o-abcdefghij", "111122223333"] },
];

/** A condition of one to three tests. What narrows is among them, mostly in a way that takes its effect away. */
function generatedCondition(random: Random): PolicyCondition {
  const condition: Record<string, Record<string, OneOrMore<string>>> = {};
  for (let count = random.one([1, 1, 1, 2, 2, 3]); count > 0; count--) {
    const key = random.one(KEYS);
    const operator = operatorFor(random, key);
    const name = random.chance(0.9) ? key.name : random.one([key.name.toLowerCase(), key.name.toUpperCase()]);
    condition[operator] = { ...condition[operator], [name]: valuesFor(random, key, operator) };
  }
  return condition;
}

function operatorFor(random: Random, { operators, several }: Key): string {
  if (random.chance(0.06)) return "Null";
  const plain = random.one(OPERATOR_NAMES.filter((name) => operators.test(name) || random.chance(0.03)));
  const quantifier = random.chance(several === true ? 0.8 : 0.15) ? random.one(["ForAnyValue:", "ForAllValues:"]) : "";
  const whole = `${quantifier}${plain}${random.chance(0.15) ? "IfExists" : ""}`;
  return random.chance(0.05) ? whole.toLowerCase() : whole;
}

function valuesFor(random: Random, { hostile, exact = [] }: Key, operator: string): OneOrMore<string> {
  if (operator === "Null") return random.one(["true", "false"]);
  if (exact.length > 0 && random.chance(0.4)) return random.list(exact);
  const chosen = random.one(hostile);
  if (exact.length === 0 || random.chance(0.7)) return chosen;
  return [random.one(exact), ...(typeof chosen === "string" ? [chosen] : chosen)];
}

const EVERYBODY: readonly PolicyPrincipal[] = ["*", { AWS: "*" }, { AWS: ["*"] }, { AWS: ["111122223333", "*"] }];

export interface GeneratedPolicy {
  readonly of: "repository" | "registry";
  readonly document: PolicyDocument;
  readonly condition: PolicyCondition;
}

/** A policy that allows everybody to pull, under a condition. */
export function generatedPolicy(random: Random): GeneratedPolicy {
  const condition = generatedCondition(random);
  const of = random.one(["repository", "registry"] as const);
  const statement = {
    Effect: "Allow",
    Principal: random.one(EVERYBODY),
    Action: random.one(["ecr:*", "ecr:BatchGetImage"]),
    Condition: condition,
  } as const;
  const Statement = [of === "registry" ? { ...statement, Resource: "*" } : statement];
  return { of, condition, document: { Version: random.one(["2012-10-17", "2012-10-17", "2008-10-17"]), Statement } };
}
