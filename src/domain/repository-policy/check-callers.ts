import { requiresKey } from "../iam/conditions";
import { KEYS_OF_SERVICES } from "../iam/global-keys";
import { kindsAndNames, type PolicyPrincipal } from "../iam/policy";
import { finding } from "../policy-lint/rules";
import { oneOf, quoteValue, type Problem } from "../problems/problem";
import { type PlacedTest } from "./draft";

/**
 * Keys that describe IAM principals, and networks and sessions of customers. No request that an AWS service makes as
 * itself matches a test of them. Keys that end in a slash are followed by the key of a tag.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const KEYS_OF_IDENTITIES: readonly string[] = [
  "aws:FederatedProvider",
  "aws:MultiFactorAuthAge",
  "aws:MultiFactorAuthPresent",
  "aws:PrincipalAccount",
  "aws:PrincipalArn",
  "aws:PrincipalOrgID",
  "aws:PrincipalOrgPaths",
  "aws:PrincipalTag/",
  "aws:SourceIdentity",
  "aws:SourceVpc",
  "aws:SourceVpce",
  "aws:username",
];

/** Keys with the same meaning for a principal and for the account that a service acts for. */
const COUNTERPARTS: readonly (readonly [principal: string, source: string])[] = [
  ["aws:PrincipalAccount", "aws:SourceAccount"],
  ["aws:PrincipalArn", "aws:SourceArn"],
  ["aws:PrincipalOrgID", "aws:SourceOrgID"],
  ["aws:PrincipalOrgPaths", "aws:SourceOrgPaths"],
];

/** Callers that a principal stands for, and the keys that their requests lack. */
interface Callers {
  readonly called: string;
  readonly lacks: readonly string[];
}

/** Warns about a condition that never matches because no request by the statement's principals has its key. */
export function foreignKeys(principal: PolicyPrincipal | undefined, { operator, key, at }: PlacedTest): Problem[] {
  const callers = callersOf(principal);
  if (callers.length === 0 || !requiresKey(operator)) return [];
  if (!callers.every(({ lacks }) => lacks.some((lacking) => isSameKey(key, lacking)))) return [];
  const called = oneOf([...new Set(callers.map((caller) => caller.called))], "and");
  const message = `expected a condition key that is present in requests from ${called}, found ${quoteValue(key)}, so the condition never matches. ${remedy(key)}`;
  return [finding("foreign-key", at, message)];
}

/** The kinds of a statement's callers; empty if they may have every key. */
function callersOf(principal: PolicyPrincipal | undefined): Callers[] {
  const callers = kindsAndNames(principal).map(([kind, name]) => callerOf(kind, name));
  const known = callers.filter((caller) => caller !== undefined);
  return known.length === callers.length ? known : [];
}

function callerOf(kind: string, name: string): Callers | undefined {
  if (kind === "Service") return { called: name, lacks: KEYS_OF_IDENTITIES };
  // Services may be among everyone, and sessions of providers have keys of their own.
  if (kind !== "AWS" || name === "*") return undefined;
  if (/:(role|assumed-role)\//.test(name)) return { called: "roles", lacks: [...KEYS_OF_SERVICES, "aws:username"] };
  if (name.includes(":user/"))
    return { called: "users", lacks: [...KEYS_OF_SERVICES, "aws:FederatedProvider", "aws:SourceIdentity"] };
  return { called: "account principals", lacks: KEYS_OF_SERVICES };
}

function isSameKey(key: string, lacking: string): boolean {
  const lower = key.toLowerCase();
  return lacking.endsWith("/") ? lower.startsWith(lacking.toLowerCase()) : lower === lacking.toLowerCase();
}

function remedy(key: string): string {
  const pair = COUNTERPARTS.find((keys) => keys.some((known) => isSameKey(key, known)));
  const other = pair?.find((known) => !isSameKey(key, known));
  return other === undefined ? "Remove the key" : `Write ${other}, or remove the key`;
}
