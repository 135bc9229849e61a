import { type Environment } from "../../model/environment";
import { type Finding } from "./finding";

/** Roles that exist before and after the change, with another permissions boundary. */
export function boundaryFindings(before: Environment, after: Environment): Finding[] {
  const old = boundariesOf(before);
  return [...boundariesOf(after)].flatMap(([role, boundary]) => {
    if (!old.has(role) || old.get(role) === undefined || old.get(role) === boundary) return [];
    const message =
      boundary === undefined
        ? `${role} loses its permissions boundary ${old.get(role) ?? ""}`
        : `${role} gets a different permissions boundary: ${boundary} (previously ${old.get(role) ?? ""})`;
    return [{ kind: "boundary-changed", repositories: [], message }];
  });
}

function boundariesOf({ ciRoles, workloadRoles = [], operator }: Environment): Map<string, string | undefined> {
  return new Map([
    ...ciRoles.map(({ roleName, permissionsBoundary }) => [`CI role ${roleName}`, permissionsBoundary] as const),
    ...workloadRoles.map(
      ({ roleName, permissionsBoundary }) => [`workload role ${roleName}`, permissionsBoundary] as const,
    ),
    ...(operator === undefined ? [] : [["the operator's role", operator.permissionsBoundary] as const]),
  ]);
}
