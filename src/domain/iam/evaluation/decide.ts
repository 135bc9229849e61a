import { hasIdentity, type Caller } from "./caller";
import { type NamedStatement } from "./policy";
import { naming, type Naming } from "./principal";
import { statementApplies, type Requested } from "./statement";
import { all, any, not, type Truth, type Unknown } from "./truth";

/** A request with its caller. */
export interface DecidedRequest extends Requested {
  readonly caller: Caller;
  /** Account of the resource, 12 digits. */
  readonly account: string;
}

/** The statements that decide. */
export interface DecidingPolicies {
  /** The caller's own policies, or what they are called if they are unknown. */
  readonly identity: readonly NamedStatement[] | Unknown;
  /** Statements of the permissions boundary, or what it is called if it is unknown. @default - the caller has no boundary */
  readonly boundary?: readonly NamedStatement[] | Unknown;
  /** @default - the resource has no policy */
  readonly resource?: readonly NamedStatement[];
  /** The registry's policy, which counts like the resource's own. @default - the resource is not in a registry with a policy */
  readonly registry?: readonly NamedStatement[];
}

export type Side = "identity" | "boundary" | "resource" | "registry";

/** Why a request is denied. */
export interface Denial {
  readonly side: Side;
  /** The policy and statement that deny the request. @default - the denial is implicit: nothing allows the request */
  readonly statement?: string;
}

/** A statement that has a part in a decision. */
export interface Involved {
  readonly side: Side;
  /** The policy and statement. */
  readonly name: string;
  readonly effect: "Allow" | "Deny";
  /** Whether the statement applies to the request; never false. */
  readonly applies: Truth;
}

export interface PolicyDecision {
  readonly allowed: Truth;
  /** The statements that apply, or may apply. */
  readonly involved: readonly Involved[];
  /** If `allowed` is false: the statements that deny, or else the sides that do not allow. */
  readonly denials: readonly Denial[];
}

/**
 * IAM's decision. An explicit denial always wins. Within an account, either the caller's or the resource's policies must allow
 * the request; across accounts, both must. A boundary must allow it too, unless the resource's policy names the caller itself.
 * For keys and roles, identity policies count only if the resource's policy delegates to the account.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(request: DecidedRequest, policies: DecidingPolicies): PolicyDecision {
  const statements = evaluated(request, policies);
  const involved = statements.flatMap(({ named: _, ...statement }) => (statement.applies === false ? [] : [statement]));
  const explicit = statements.filter(({ effect, applies }) => effect === "Deny" && applies === true);
  if (explicit.length > 0)
    return { allowed: false, involved, denials: explicit.map(({ side, name }) => ({ side, statement: name })) };
  const denied = any(statements.flatMap(({ effect, applies }) => (effect === "Deny" ? [applies] : [])));
  const grants = grantsOf(request, policies, statements);
  const granted = combined(request, grants);
  const denials = granted === false ? missing(request, grants) : [];
  return { allowed: all([granted, not(denied)]), involved, denials };
}

interface Evaluated extends Involved {
  /** How the statement names the caller, combined with its other tests. */
  readonly named: Naming;
}

function evaluated(
  request: DecidedRequest,
  { identity, boundary, resource = [], registry = [] }: DecidingPolicies,
): Evaluated[] {
  const evaluate = (side: Side, statements: readonly NamedStatement[]): Evaluated[] =>
    statements.map((namedStatement) => {
      const { name, statement } = namedStatement;
      const matches = statementApplies(namedStatement, request);
      // A policy that is attached to the caller names no principal.
      const principals = isResourceSide(side)
        ? naming(statement, request.caller, boundary !== undefined)
        : { itself: true, role: false, account: false };
      const named = {
        itself: all([principals.itself, matches]),
        role: all([principals.role, matches]),
        account: all([principals.account, matches]),
      };
      return { side, name, effect: statement.Effect, applies: any(Object.values(named)), named };
    });
  return [
    ...evaluate("identity", isUnknown(identity) ? [] : identity),
    ...evaluate("boundary", boundary === undefined || isUnknown(boundary) ? [] : boundary),
    ...evaluate("resource", resource),
    ...evaluate("registry", registry),
  ];
}

function isUnknown(policies: readonly NamedStatement[] | Unknown): policies is Unknown {
  return "dependsOn" in policies;
}

function unknownOr(policies: readonly NamedStatement[] | Unknown, known: () => Truth): Truth {
  return isUnknown(policies) ? policies : known();
}

/** Whether the side's policies name principals. */
function isResourceSide(side: Side): boolean {
  return side === "resource" || side === "registry";
}

interface Grants {
  readonly identity: Truth;
  readonly boundary: Truth;
  readonly resource: Naming;
}

function grantsOf(
  { caller }: DecidedRequest,
  { identity, boundary }: DecidingPolicies,
  statements: readonly Evaluated[],
): Grants {
  const allowed = (isSide: (side: Side) => boolean, level: keyof Naming): Truth =>
    any(statements.flatMap(({ side, effect, named }) => (isSide(side) && effect === "Allow" ? [named[level]] : [])));
  const resource = {
    itself: allowed(isResourceSide, "itself"),
    role: allowed(isResourceSide, "role"),
    account: allowed(isResourceSide, "account"),
  };
  return {
    // A root user is allowed everything and has no identity policies.
    identity: caller.kind === "root" || unknownOr(identity, () => allowed((side) => side === "identity", "itself")),
    boundary: boundary === undefined || unknownOr(boundary, () => allowed((side) => side === "boundary", "itself")),
    resource,
  };
}

function combined(request: DecidedRequest, { identity, boundary, resource }: Grants): Truth {
  const { itself, role, account } = resource;
  if (!hasIdentity(request.caller)) return itself;
  if (isBetweenAccounts(request)) return all([identity, boundary, any([itself, role, account])]);
  const delegated = all([identity, boundary, hasOwnPolicy(request) ? account : true]);
  return any([delegated, itself, all([role, boundary])]);
}

/** The sides that would have to allow a request that nothing allows. */
function missing(request: DecidedRequest, { identity, boundary, resource }: Grants): Denial[] {
  if (!hasIdentity(request.caller)) return [{ side: "resource" }];
  const denials: Denial[] = [];
  const resourceMustAllow = isBetweenAccounts(request) || hasOwnPolicy(request);
  if (boundary === false) denials.push({ side: "boundary" });
  if (resourceMustAllow && any(Object.values(resource)) === false) denials.push({ side: "resource" });
  if (identity === false) denials.push({ side: "identity" });
  return denials;
}

function isBetweenAccounts({ caller, account }: DecidedRequest): boolean {
  return caller.account !== account;
}

/** Keys and roles: their own policy must allow a request, directly or by delegating to the account. */
function hasOwnPolicy({ action, resource }: DecidedRequest): boolean {
  if (resource === "*") return false;
  return /^(kms:|sts:(AssumeRole|TagSession|SetSourceIdentity))/i.test(action);
}
