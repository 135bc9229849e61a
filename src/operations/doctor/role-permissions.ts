import { type AwsLocation } from "../../domain/aws/arn";
import { listOf, type PolicyDocument } from "../../domain/iam/policy";
import { listText } from "../../domain/text/format";
import { denialText } from "./denial";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { evaluateAccess, type AccessRequest, type Denial } from "./evaluate";
import { type DeployedRole } from "./operator-facts";

/** What a role should be allowed, and how to report that it is not. */
export interface ExpectedPermissions {
  readonly id: Diagnosis["id"];
  /** Name of the role. */
  readonly about: string;
  /** Account and region of the role's environment. */
  readonly location: AwsLocation;
  readonly permissions: PolicyDocument;
  /** What the role may do, as in `pull team/`. */
  readonly may: string;
  /** What to do about a denial. */
  readonly fix: (by: readonly Denial[]) => string;
}

interface Denied {
  readonly by: readonly Denial[];
  readonly actions: string[];
  readonly on: string;
}

/** Checks that a role's policies and permissions boundary allow every action of some permissions. */
export function diagnosePermissions(role: DeployedRole, expected: ExpectedPermissions): Diagnosis[] {
  const { id, about, location, permissions, may, fix } = expected;
  const denied = new Map<string, Denied>();
  const unclear: string[] = [];
  for (const { Action, Resource } of permissions.Statement) {
    for (const on of listOf(Resource)) {
      for (const action of listOf(Action)) {
        const access = evaluateAccess(requestOf(role, location, action, on), role);
        if (access.answer === "unclear") unclear.push(`${action} on ${on}: ${access.why}`);
        if (access.answer !== "denied") continue;
        const key = JSON.stringify([on, access.by]);
        const same = denied.get(key);
        if (same === undefined) denied.set(key, { by: access.by, on, actions: [action] });
        else same.actions.push(action);
      }
    }
  }
  const found = [...denied.values()].map(({ by, on, actions }) => {
    const where = on === "*" ? "" : ` on ${on}`;
    return cause(id, about, `${role.arn} is denied ${actions.join(", ")}${where}: ${denialText(by)}`, fix(by));
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

/**
 * What to do about a denial.
 * @param boundary ARN of the declared permissions boundary
 */
export function permissionFix(environment: string, by: readonly Denial[], boundary?: string): string {
  const [first] = by;
  if (first?.side === "boundary")
    return `also allow it in the permissions boundary ${boundary ?? "of the role"}, or remove the boundary`;
  const deploy = `attach the declared policy: npx cdktf deploy ${environment}-access`;
  return first?.statement === undefined ? deploy : `${deploy}. Detach the policy that denies the action`;
}
