import { callerOf } from "../../../src/domain/iam/evaluation/caller";
import { meets } from "../../../src/domain/iam/evaluation/condition";
import { requestContext } from "../../../src/domain/iam/evaluation/context";
import { decide } from "../../../src/domain/iam/evaluation/decide";
import { readPolicy, type NamedStatement, type PolicySide } from "../../../src/domain/iam/evaluation/policy";
import { listOf, type PolicyCondition, type PolicyDocument } from "../../../src/domain/iam/policy";

/** Values of the keys that a request has; several where a key has several. */
export type Facts = Readonly<Record<string, string | readonly string[]>>;

export const STRANGER = "arn:aws:iam::999988887777:role/deploy-1";
export const REPOSITORY = "arn:aws:ecr:eu-west-1:111122223333:repository/team/api";
export const ACTION = "ecr:BatchGetImage";

/** Everything is allowed to the stranger at home. */
export const AT_HOME: PolicyDocument = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

/** What a request from another account says of itself. */
export const BASE: Facts = {
  "aws:PrincipalArn": STRANGER,
  "aws:PrincipalAccount": "999988887777",
  "aws:PrincipalOrgID": "o-stranger12345",
  "aws:PrincipalOrgPaths": ["o-stranger12345/r-ab12/ou-ab12-11111111/"],
  "aws:PrincipalType": "AssumedRole",
  "aws:userid": "AROASTRANGERAAAAAAAAA:session",
  "aws:SourceIp": "8.8.8.8",
  "aws:SecureTransport": "true",
  "aws:CurrentTime": "2026-11-27T12:00:00Z",
  "aws:EpochTime": "1795780800",
  "aws:PrincipalIsAWSService": "false",
  "aws:ViaAWSService": "false",
  "aws:RequestedRegion": "eu-west-1",
  "aws:ResourceAccount": "111122223333",
  "aws:ResourceOrgID": "o-abcdefghij",
  "ecr:ResourceTag/team": "platform",
};

const LATER = ["2026-11-27T12:00:00Z", "2030-06-01T00:00:00Z", "2100-01-01T00:00:00Z"];

/** Addresses all over the internet; none in the networks of the sound conditions. */
const ADDRESSES = [
  ...Array.from({ length: 28 }, (_, index) => `${index * 8 + 1}.7.7.7`),
  ...[
    "8.8.8.8",
    "127.0.0.1",
    "128.0.0.1",
    "223.255.255.1",
    "2a00::1",
    "2600:1f00::1",
    "fe80::1",
    "64:ff9b::1",
    "54.160.7.7",
    "3.80.7.7",
    "2600:1f18::1",
  ],
];

/** Values of the keys that are not under a caller's control alone. */
export type Possible = Readonly<Record<string, readonly (string | readonly string[])[]>>;

/** What a caller's requests say, and what they may say. */
export interface CallerFacts {
  readonly base: Facts;
  readonly possible: Possible;
}

export const POSSIBLE: Possible = {
  "aws:principalarn": [
    STRANGER,
    "arn:aws:iam::999988887777:user/alice",
    "arn:aws:iam::999988887777:root",
    // A path may have colons.
    "arn:aws:iam::999988887777:role/:iam::111122223333:role/ci",
    "arn:aws:iam::999988887777:role/x:111122223333:role/ci",
  ],
  "aws:principalaccount": ["999988887777"],
  "aws:principalorgid": ["o-stranger12345", []],
  "aws:principalorgpaths": [["o-stranger12345/r-ab12/ou-ab12-11111111/"], []],
  "aws:principaltype": ["AssumedRole", "User", "Account"],
  "aws:userid": ["AROASTRANGERAAAAAAAAA:session", "AROASTRANGERAAAAAAAAA:ci", "AIDASTRANGERAAAAAAAAA", "999988887777"],
  "aws:sourcevpc": [[], "vpc-0123456789abcdef0", "vpc-01234567"],
  "aws:sourcevpce": [[], "vpce-0123456789abcdef0", "vpce-01234567"],
  "aws:sourceip": ADDRESSES,
  "aws:sourceaccount": [[], "999988887777"],
  "aws:sourceorgid": [[], "o-stranger12345"],
  "aws:sourceorgpaths": [[], ["o-stranger12345/r-ab12/"]],
  "aws:sourcearn": [
    [],
    "arn:aws:codebuild:eu-west-1:999988887777:project/ci",
    "arn:aws:codebuild:eu-west-1:999988887777:project/x:111122223333:project/ci",
  ],
  "aws:currenttime": LATER,
  "aws:epochtime": LATER.map((date) => String(Date.parse(date) / 1000)),
  "aws:principalisawsservice": ["false"],
  "aws:viaawsservice": ["false", "true"],
  "aws:requestedregion": ["eu-west-1"],
  "aws:resourceaccount": ["111122223333"],
  "aws:resourceorgid": ["o-abcdefghij"],
  "ecr:resourcetag/team": ["platform"],
};

/** Of other keys the stranger chooses the value: names, tags, headers; or leaves them out. */
function chosen(wanted: readonly string[]): readonly (string | readonly string[])[] {
  const literal = wanted.flatMap((value) => [
    value,
    value.replaceAll("*", "x").replaceAll("?", "x"),
    value.replaceAll("*", ""),
  ]);
  const texts = [...literal, "true", "false", "0", "5", "1000000", ...LATER, "10.1.2.3", STRANGER, "other"];
  return [[], ...texts, ...literal.map((text) => [text])];
}

/**
 * A request by which the stranger meets a condition, if there is one: for each key, a value that meets all that is asked of it.
 * @param variables whether the policy's version has variables
 */
export function hostileFacts(
  condition: PolicyCondition,
  variables: boolean,
  { base, possible }: CallerFacts = { base: BASE, possible: POSSIBLE },
): Facts | undefined {
  const names = new Set(
    Object.values(condition)
      .flatMap((keys) => Object.keys(keys))
      .map((key) => key.toLowerCase()),
  );
  let facts: Facts = lowerCased(base);
  for (const name of names) {
    const asked = askedOf(condition, name);
    const wanted = Object.values(asked).flatMap((keys) => Object.values(keys).flatMap((it) => listOf(it).map(String)));
    const candidate = (possible[name] ?? chosen(wanted)).find((value) => {
      const context = requestContext({ present: { ...facts, [name]: value }, absent: "others" });
      return meets(asked, context, variables ? context : undefined) !== false;
    });
    if (candidate === undefined) return undefined;
    facts = { ...facts, [name]: candidate };
  }
  return facts;
}

function lowerCased(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key.toLowerCase(), value]));
}

/** The part of a condition that is about one key. */
function askedOf(condition: PolicyCondition, name: string): PolicyCondition {
  const parts = Object.entries(condition).map(([operator, keys]) => [
    operator,
    Object.fromEntries(Object.entries(keys).filter(([key]) => key.toLowerCase() === name)),
  ]);
  return Object.fromEntries(parts) as PolicyCondition;
}

/** Whether the stranger's request is allowed, or may be, as far as IAM's rules say. */
export function mayPass(policy: PolicyDocument, facts: Facts): boolean {
  const { allowed } = decide(
    {
      caller: callerOf(STRANGER),
      action: ACTION,
      resource: REPOSITORY,
      account: "111122223333",
      context: requestContext({ present: facts, absent: "others" }),
    },
    { identity: statements(AT_HOME, "identity"), resource: statements(policy, "resource") },
  );
  return allowed !== false;
}

function statements(document: PolicyDocument, kind: PolicySide): readonly NamedStatement[] {
  const read = readPolicy(document, kind);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.statements;
}
