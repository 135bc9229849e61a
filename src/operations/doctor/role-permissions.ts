import { groupBy } from "../../domain/collections/group-by";
import { type AwsLocation } from "../../domain/aws/arn";
import { listOf, type PolicyDocument } from "../../domain/iam/policy";
import { listText } from "../../domain/text/format";
import { denialText } from "./denial";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { evaluateAccess, type AccessRequest, type Denial } from "./evaluate";
import { type DeployedRole } from "./operator-facts";
import { deployAccess } from "./role-difference";

/** What a role should be allowed, and how to report that it is not. */
interface ExpectedPermissions {
  readonly id: Diagnosis["id"];
  readonly environment: string;
  /** Name of the role. */
  readonly about: string;
  /** Account and region of the role's environment. */
  readonly location: AwsLocation;
  readonly permissions: PolicyDocument;
  /** ARN of the declared permissions boundary. @default - none */
  readonly boundary: string | undefined;
  /** What the role may do, as in `pull team/`. */
  readonly may: string;
}

/** Checks that a role's policies and permissions boundary allow every action of some permissions. */
export function diagnosePermissions(role: DeployedRole, expected: ExpectedPermissions): Diagnosis[] {
  const { id, environment, about, location, permissions, boundary, may } = expected;
  const calls = permissions.Statement.flatMap(({ Action, Resource }) =>
    listOf(Resource).flatMap((on) =>
      listOf(Action).map((action) => ({ on, request: requestOf(role, location, action, on) })),
    ),
  );
  const { denied, unclear } = evaluateCalls(role, calls);
  const found = denied.map(({ by, on, actions }) => {
    const where = on === "*" ? "" : ` on ${on}`;
    const evidence = `${role.arn} is denied ${actions}${where}: ${denialText(by)}`;
    return cause(id, about, evidence, permissionFix(environment, "policy", by, boundary));
  });
  if (found.length > 0) return found;
  if (unclear.length > 0) return [unknownCause(id, about, listText(unclear))];
  return [ok(id, about, `${role.arn} may ${may}`)];
}

function requestOf({ arn }: DeployedRole, location: AwsLocation, action: string, resource: string): AccessRequest {
  // The role's own account also for other registries, so that only the role's policies decide.
  const request = { principal: arn, action, account: location.account };
  if (resource === "*") return { ...request, resource, context: { "aws:RequestedRegion": location.region } };
  // Any repository below a prefix.
  return { ...request, resource: resource.replace(/\*$/, "any") };
}

/** A call that a role must be allowed to make. */
export interface RequiredCall {
  /** The resource's name in messages. */
  readonly on: string;
  readonly request: AccessRequest;
  /** Policy of the resource. @default - there is none */
  readonly policy?: unknown;
}

/** Actions on one resource that the same policies deny. */
interface DeniedCalls {
  readonly on: string;
  readonly by: readonly Denial[];
  /** Names for messages. */
  readonly actions: string;
}

/** The calls that a role's policies deny, and those for which that is unknown, as sentences. */
export function evaluateCalls(
  role: DeployedRole,
  calls: readonly RequiredCall[],
): { readonly denied: DeniedCalls[]; readonly unclear: string[] } {
  const evaluated = calls.map(({ on, request, policy }) => {
    const access = evaluateAccess(request, { ...role, resource: policy });
    return { on, action: request.action, access };
  });
  const denied = evaluated.flatMap(({ on, action, access }) =>
    access.answer === "denied" ? [{ on, action, by: access.by }] : [],
  );
  return {
    denied: groupBy(denied, ({ on, by }) => [on, by]).map((group) => ({
      ...group[0],
      actions: group.map(({ action }) => action).join(", "),
    })),
    unclear: evaluated.flatMap(({ on, action, access }) =>
      access.answer === "unclear" ? [`${action} on ${on}: ${access.why}`] : [],
    ),
  };
}

/**
 * What to do about a denial.
 * @param policies what to attach
 * @param boundary ARN of the declared permissions boundary
 */
export function permissionFix(
  environment: string,
  policies: "policy" | "policies",
  [first]: readonly Denial[],
  boundary?: string,
): string {
  if (first?.side === "boundary")
    return first.statement === undefined
      ? `also allow these actions in the permissions boundary ${boundary ?? "of the role"}, or remove the boundary`
      : `remove the statement that denies these actions (${first.statement}) from the permissions boundary, or remove the boundary`;
  const deploy = `attach the declared ${policies}: ${deployAccess(environment)}`;
  return first?.statement === undefined
    ? deploy
    : `${deploy}. Then detach the policy that denies this (${first.statement})`;
}
