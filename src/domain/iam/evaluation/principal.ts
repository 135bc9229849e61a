import { ACCOUNT_ID, parseArn } from "../../aws/arn";
import { listOf, type PolicyPrincipal, type PolicyStatement } from "../policy";
import { type Caller } from "./caller";
import { any, not, unknown, type Truth } from "./truth";

/**
 * How a resource's policy names a caller. What it allows to a caller `itself`, or to everybody, needs no other policy
 * within the account and no boundary limits it; what it allows to its `role` is limited by the boundary; what it allows
 * to the `account` is for the account's own policies to hand on.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-req-context.html
 */
export interface Naming {
  readonly itself: Truth;
  readonly role: Truth;
  readonly account: Truth;
}

/**
 * @param bounded whether the caller has a permissions boundary
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function naming({ Principal, NotPrincipal, Effect }: PolicyStatement, caller: Caller, bounded: boolean): Naming {
  if (NotPrincipal === undefined) return named(Principal, caller);
  // A denial with NotPrincipal is one for everybody who has a boundary, whomever it excepts.
  const itself = Effect === "Deny" && bounded ? true : not(excepted(NotPrincipal, caller));
  return { itself, role: false, account: false };
}

function named(principal: PolicyPrincipal | undefined, caller: Caller): Naming {
  const each = namesOf(principal).map(([kind, name]) => how(kind, name, caller));
  const of = (wanted: keyof Naming): Truth => any(each.map((found) => found?.[wanted] ?? false));
  return { itself: of("itself"), role: of("role"), account: of("account") };
}

function namesOf(principal: PolicyPrincipal | undefined): [string, string][] {
  if (principal === undefined) return [];
  if (principal === "*") return [["AWS", "*"]];
  return Object.entries(principal).flatMap(([kind, names]) =>
    listOf(names).map((name): [string, string] => [kind, name]),
  );
}

function how(kind: string, name: string, caller: Caller): Partial<Naming> | undefined {
  if (kind === "AWS" && name === "*") return { itself: true };
  if (kind === "Federated") return { itself: caller.kind === "federated" && name === caller.name };
  if (kind === "Service") return { itself: caller.kind === "other" && name === caller.name };
  if (kind !== "AWS") return undefined;
  if (caller.account !== "" && accountOf(name) === caller.account)
    return caller.kind === "root" ? { itself: true } : { account: true };
  if (name === caller.name) return caller.kind === "role" ? { role: true } : { itself: true };
  if (caller.kind === "session") return { role: isSameRole(name, caller) };
  // A role is used in sessions, and which one it is used in is not known.
  if (caller.kind === "role" && isSessionOf(name, caller))
    return { itself: unknown(`the session of the role (${name})`) };
  return undefined;
}

/**
 * Whether NotPrincipal leaves a caller out. Services check the account before the caller, so both have to be listed;
 * what a service makes of one alone, AWS leaves open.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function excepted(principal: PolicyPrincipal, caller: Caller): Truth {
  const { itself, role, account } = named(principal, caller);
  const listed = any([itself, role]);
  const everybody = namesOf(principal).some(([kind, name]) => kind === "AWS" && name === "*");
  const isAccountless = caller.kind === "root" || caller.kind === "federated" || caller.account === "";
  if (everybody || isAccountless) return any([listed, isAccountless && account]);
  if (listed === account) return listed;
  return unknown(
    `NotPrincipal ${namesOf(principal)
      .map(([, name]) => name)
      .join(", ")}`,
  );
}

/** The account that a principal stands for: by its id, or by its root user. */
function accountOf(name: string): string | undefined {
  if (ACCOUNT_ID.test(name)) return name;
  const arn = parseArn(name);
  return arn?.service === "iam" && arn.resource === "root" ? arn.account : undefined;
}

function isSameRole(name: string, { role = "" }: Caller): boolean {
  const [given, own] = [parseArn(name), parseArn(role)];
  // A session's ARN leaves the path of its role out; the name alone is unique in an account.
  return (
    given?.service === "iam" &&
    given.resource.startsWith("role/") &&
    given.account === own?.account &&
    given.resource.split("/").at(-1) === own.resource.split("/").at(-1)
  );
}

function isSessionOf(name: string, caller: Caller): boolean {
  const [given, own] = [parseArn(name), parseArn(caller.name)];
  const [type, role] = given?.resource.split("/") ?? [];
  return (
    given?.service === "sts" &&
    type === "assumed-role" &&
    given.account === own?.account &&
    role === own.resource.split("/").at(-1)
  );
}
