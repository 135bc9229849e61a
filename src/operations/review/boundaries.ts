import { type Environment } from "../../model/environment";
import { environmentFinding, type Finding } from "./finding";

/** Roles that exist before and after the change, with another permissions boundary. */
export function boundaryFindings(before: Environment, after: Environment): Finding[] {
  const old = boundariesOf(before);
  return [...boundariesOf(after)].flatMap(([role, boundary]) => {
    const previous = old.get(role);
    if (previous === undefined || previous === boundary) return [];
    const message =
      boundary === undefined
        ? `${role} loses its permissions boundary ${previous}`
        : `${role} gets a different permissions boundary: ${boundary} (previously ${previous})`;
    return [environmentFinding("boundary-changed", message)];
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
