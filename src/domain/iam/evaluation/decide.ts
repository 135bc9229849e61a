import { hasIdentity, type Caller } from "./caller";
import { type NamedStatement } from "./policy";
import { naming, type Naming } from "./principal";
import { statementApplies, type Requested } from "./statement";
import { all, any, not, type Truth } from "./truth";

/** A request, and who makes it to whom. */
export interface DecidedRequest extends Requested {
  readonly caller: Caller;
  /** Account of the resource, 12 digits. */
  readonly account: string;
}

/** The statements that have a say. */
export interface DecidingPolicies {
  readonly identity: readonly NamedStatement[];
  /** @default - nothing bounds the caller */
  readonly boundary?: readonly NamedStatement[];
  /** @default - the resource has no policy */
  readonly resource?: readonly NamedStatement[];
  /** Policy of the registry that the resource is in, which counts like the resource's own. @default - it is in none, or that has none */
  readonly registry?: readonly NamedStatement[];
}

export type Side = "identity" | "boundary" | "resource" | "registry";

/** Which policies say no. */
export interface Denial {
  readonly side: Side;
  /** Policy and statement that deny outright. @default - nothing allows it */
  readonly statement?: string;
}

export interface PolicyDecision {
  readonly allowed: Truth;
  /** Who says no, where `allowed` is false: statements that deny, or else sides that do not allow. */
  readonly denials: readonly Denial[];
}

/**
 * IAM's decision: a denial anywhere is one; within an account, the caller's policies or the resource's allow; between
 * accounts, both do. A boundary allows too, except to whom the resource's policy names in person. Keys and roles are
 * different: their own policy decides, and identity policies count only where it hands on to the account.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(request: DecidedRequest, policies: DecidingPolicies): PolicyDecision {
  const found = evaluated(request, policies);
  const outright = found.filter(({ effect, applies }) => effect === "Deny" && applies === true);
  if (outright.length > 0)
    return { allowed: false, denials: outright.map(({ side, name }) => ({ side, statement: name })) };
  const denied = any(found.flatMap(({ effect, applies }) => (effect === "Deny" ? [applies] : [])));
  const grants = grantsOf(request, policies, found);
  const granted = combined(request, grants);
  const denials = granted === false ? missing(request, grants) : [];
  return { allowed: all([granted, not(denied)]), denials };
}

interface Evaluated {
  readonly side: Side;
  readonly name: string;
  readonly effect: "Allow" | "Deny";
  /** Whether it is about the request. */
  readonly applies: Truth;
  /** How it names the caller, each with all else that it asks for. */
  readonly named: Naming;
}

function evaluated(
  request: DecidedRequest,
  { identity, boundary, resource = [], registry = [] }: DecidingPolicies,
): Evaluated[] {
  const evaluate = (side: Side, statements: readonly NamedStatement[]): Evaluated[] =>
    statements.map((each) => {
      const { name, statement } = each;
      const about = statementApplies(each, request);
      // A policy that is attached to the caller is about the caller.
      const who = isResourceSide(side)
        ? naming(statement, request.caller, boundary !== undefined)
        : { itself: true, role: false, account: false };
      const named = {
        itself: all([who.itself, about]),
        role: all([who.role, about]),
        account: all([who.account, about]),
      };
      return { side, name, effect: statement.Effect, applies: any(Object.values(named)), named };
    });
  return [
    ...evaluate("identity", identity),
    ...evaluate("boundary", boundary ?? []),
    ...evaluate("resource", resource),
    ...evaluate("registry", registry),
  ];
}

/** Whether its policies say whom they are about. */
function isResourceSide(side: Side): boolean {
  return side === "resource" || side === "registry";
}

/** What each side allows. */
interface Grants {
  readonly identity: Truth;
  readonly boundary: Truth;
  readonly resource: Naming;
}

function grantsOf({ caller }: DecidedRequest, { boundary }: DecidingPolicies, found: readonly Evaluated[]): Grants {
  const allowed = (is: (side: Side) => boolean, how: keyof Naming): Truth =>
    any(found.flatMap((each) => (is(each.side) && each.effect === "Allow" ? [each.named[how]] : [])));
  const resource = {
    itself: allowed(isResourceSide, "itself"),
    role: allowed(isResourceSide, "role"),
    account: allowed(isResourceSide, "account"),
  };
  return {
    // A root user may do everything and can have no policies that say so.
    identity: caller.kind === "root" || allowed((side) => side === "identity", "itself"),
    boundary: boundary === undefined || allowed((side) => side === "boundary", "itself"),
    resource,
  };
}

function combined(request: DecidedRequest, { identity, boundary, resource }: Grants): Truth {
  const { itself, role, account } = resource;
  if (!hasIdentity(request.caller)) return itself;
  if (isBetweenAccounts(request)) return all([identity, boundary, any([itself, role, account])]);
  const handedOn = all([identity, boundary, hasOwnPolicy(request) ? account : true]);
  return any([handedOn, itself, all([role, boundary])]);
}

/** The sides that do not allow, where nothing does. */
function missing(request: DecidedRequest, { identity, boundary, resource }: Grants): Denial[] {
  if (!hasIdentity(request.caller)) return [{ side: "resource" }];
  const denials: Denial[] = [];
  const hasToAllow = isBetweenAccounts(request) || hasOwnPolicy(request);
  if (boundary === false) denials.push({ side: "boundary" });
  if (hasToAllow && any(Object.values(resource)) === false) denials.push({ side: "resource" });
  if (identity === false) denials.push({ side: "identity" });
  return denials;
}

function isBetweenAccounts({ caller, account }: DecidedRequest): boolean {
  return caller.account !== account;
}

/** Keys and roles: what their policy does not allow, no policy of the account does. */
function hasOwnPolicy({ action, resource }: DecidedRequest): boolean {
  if (resource === "*") return false;
  return /^(kms:|sts:(AssumeRole|TagSession|SetSourceIdentity))/i.test(action);
}
