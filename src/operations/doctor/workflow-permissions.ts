import { CI_ROLE_DEFAULTS, rolePermissions, type CiRoleSettings } from "../../domain/ci/role-settings";
import { ACCESS_WORDS } from "../../domain/ci/breadth";
import { listOf } from "../../domain/iam/policy";
import { listText } from "../../domain/text/format";
import { denialText } from "./denial";
import { cause, ok, unknownCause, type Diagnosis } from "./diagnosis";
import { evaluateAccess, type AccessRequest, type Denial } from "./evaluate";
import { type DeployedRole } from "./operator-facts";

interface Denied {
  readonly by: readonly Denial[];
  readonly actions: string[];
  readonly on: string;
}

/** Checks that a role's policies and permissions boundary allow every call of its workflow. */
export function diagnoseWorkflowPermissions(
  environment: string,
  settings: CiRoleSettings,
  role: DeployedRole,
): Diagnosis[] {
  const id = "workflow/permissions";
  const { roleName } = settings;
  const denied = new Map<string, Denied>();
  const unclear: string[] = [];
  for (const { Action, Resource } of rolePermissions(settings).Statement) {
    for (const on of listOf(Resource)) {
      for (const action of listOf(Action)) {
        const access = evaluateAccess(requestOf(role, settings, action, on), role);
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
    return cause(
      id,
      roleName,
      `${role.arn} is denied ${actions.join(", ")}${where}: ${denialText(by)}`,
      fixText(environment, by, settings),
    );
  });
  if (found.length > 0) return found;
  if (unclear.length > 0) return [unknownCause(id, roleName, listText(unclear))];
  return [
    ok(
      id,
      roleName,
      `${role.arn} may ${ACCESS_WORDS[settings.access ?? CI_ROLE_DEFAULTS.access]} ${listText(settings.repositories)}`,
    ),
  ];
}

function requestOf(
  { arn }: DeployedRole,
  { location }: CiRoleSettings,
  action: string,
  resource: string,
): AccessRequest {
  const request = { principal: arn, action, account: location.account };
  if (resource === "*") return { ...request, resource, context: { "aws:RequestedRegion": location.region } };
  // Any repository below a prefix.
  return { ...request, resource: resource.replace(/\*$/, "any") };
}

function fixText(environment: string, by: readonly Denial[], { permissionsBoundary }: CiRoleSettings): string {
  const [first] = by;
  if (first?.side === "boundary")
    return `allow it in the permissions boundary ${permissionsBoundary ?? "of the role"} as well, or remove the boundary`;
  const deploy = `attach the declared policy: npx cdktf deploy ${environment}-access`;
  return first?.statement === undefined ? deploy : `${deploy}. Detach the policy that denies it`;
}
