import { CI_ROLE_DEFAULTS, rolePermissions, type CiRoleSettings } from "../../domain/ci/role-settings";
import { ACCESS_WORDS } from "../../domain/ci/breadth";
import { listText } from "../../domain/text/format";
import { type Diagnosis } from "./diagnosis";
import { type DeployedRole } from "./operator-facts";
import { diagnosePermissions, permissionFix } from "./role-permissions";

/** Checks that a role's policies and permissions boundary allow every call of its workflow. */
export function diagnoseWorkflowPermissions(
  environment: string,
  settings: CiRoleSettings,
  role: DeployedRole,
): Diagnosis[] {
  const { roleName, location, repositories, permissionsBoundary } = settings;
  return diagnosePermissions(role, {
    ...{ id: "workflow/permissions", about: roleName, location },
    permissions: rolePermissions(settings),
    may: `${ACCESS_WORDS[settings.access ?? CI_ROLE_DEFAULTS.access]} ${listText(repositories)}`,
    fix: (by) => permissionFix(environment, by, permissionsBoundary),
  });
}
