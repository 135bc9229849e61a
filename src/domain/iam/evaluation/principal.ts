import { ACCOUNT_ID, parseArn } from "../../aws/arn";
import { kindsAndNames, principalNames, type PolicyPrincipal, type PolicyStatement } from "../policy";
import { type Caller } from "./caller";
import { any, not, unknown, type Truth } from "./truth";

/**
 * How a resource's policy names a caller. Permissions for the caller `itself`, or for everyone, need no other policy within the
 * account, and no boundary limits them. A boundary limits permissions for the caller's `role`. Permissions for the `account`
 * must be delegated by the account's own policies.
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
  // A denial with NotPrincipal applies to every caller with a boundary, even to listed ones.
  const itself = Effect === "Deny" && bounded ? true : not(isExempt(NotPrincipal, caller));
  return { itself, role: false, account: false };
}

function named(principal: PolicyPrincipal | undefined, caller: Caller): Naming {
  const namings = kindsAndNames(principal).map(([kind, name]) => namingBy(kind, name, caller));
  const anyAt = (level: keyof Naming): Truth => any(namings.map((naming) => naming?.[level] ?? false));
  return { itself: anyAt("itself"), role: anyAt("role"), account: anyAt("account") };
}

function namingBy(kind: string, name: string, caller: Caller): Partial<Naming> | undefined {
  if (kind === "AWS" && name === "*") return { itself: true };
  if (kind === "Federated") return { itself: caller.kind === "federated" && name === caller.name };
  if (kind === "Service") return { itself: caller.kind === "other" && name === caller.name };
  if (kind !== "AWS") return undefined;
  if (caller.account !== "" && accountOf(name) === caller.account)
    return caller.kind === "root" ? { itself: true } : { account: true };
  if (name === caller.name) return caller.kind === "role" ? { role: true } : { itself: true };
  if (caller.kind === "session") return { role: isSameRole(name, caller) };
  // A role is used in sessions; which session makes the request is unknown.
  if (caller.kind === "role" && isSessionOf(name, caller))
    return { itself: unknown(`the session of the role (${name})`) };
  return undefined;
}

/**
 * Whether NotPrincipal exempts a caller. Services check the account before the caller, so both must be listed; AWS does not
 * document what happens if only one is.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function isExempt(principal: PolicyPrincipal, caller: Caller): Truth {
  const { itself, role, account } = named(principal, caller);
  const listed = any([itself, role]);
  const everyone = principalNames(principal, "AWS").includes("*");
  const isAccountless = caller.kind === "root" || caller.kind === "federated" || caller.account === "";
  if (everyone || isAccountless) return any([listed, isAccountless && account]);
  if (listed === account) return listed;
  return unknown(`NotPrincipal ${principalNames(principal).join(", ")}`);
}

/** The account of an account ID or of a root user's ARN. */
function accountOf(name: string): string | undefined {
  if (ACCOUNT_ID.test(name)) return name;
  const arn = parseArn(name);
  return arn?.service === "iam" && arn.resource === "root" ? arn.account : undefined;
}

function isSameRole(name: string, { role = "" }: Caller): boolean {
  const [given, own] = [parseArn(name), parseArn(role)];
  // A session's ARN omits the role's path; role names are unique in an account.
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
