import { error, errorsOf, prefixed, quoteValue, type Path, type Problem } from "../domain/problems/problem";
import { checkWorkloadRole } from "../domain/workloads/check";
import { workloadAddress } from "../domain/workloads/settings";
import { type WrittenKind } from "../domain/workloads/schema";
import { type CiRoleDeclaration, type OperatorSettings } from "../model/environment";
import { type AccessSource } from "./access-source";
import { ANYWHERE, checkRoleTags } from "./check-role-tags";
import { lintWorkloadRole } from "./lint-roles";
import { type ResolvedWorkloadRole } from "./resolve-workload-roles";

/** The parts of the environment that the checks of workload roles read. */
export type WorkloadCheckContext = Pick<AccessSource, "location" | "tags"> & {
  readonly operator: OperatorSettings | undefined;
  readonly ciRoles: readonly CiRoleDeclaration[];
};

export type IndexedWorkload = ResolvedWorkloadRole & { readonly index: number };

/** Reports what AWS would reject in the roles of workloads. Paths are relative to the environment's file. */
export function checkWorkloadRoles(roles: readonly IndexedWorkload[], context: WorkloadCheckContext): Problem[] {
  return roles.flatMap((resolved, position) => {
    const { index, role, kind, problems } = resolved;
    const at = ["workloadRoles", index];
    // What could not be resolved is missing, so checks of the rest would report it again.
    const isWhole = problems.length === 0;
    const found = isWhole ? checkWorkloadRole({ ...role, location: context.location ?? ANYWHERE }) : [];
    const own = found.flatMap((problem) => {
      const [field] = problem.at;
      if (context.location === undefined && (field === "permissionsBoundary" || field === "otherRegistries")) return [];
      return [{ ...problem, at: placeOf(problem.at, kind) }];
    });
    const linted = isWhole && errorsOf(found).length === 0 ? lintWorkloadRole(role, context.location ?? ANYWHERE) : [];
    const names = checkName(resolved, roles.slice(0, position), context);
    return [
      ...prefixed(at, [...problems, ...own, ...linted, ...names]),
      ...checkRoleTags(role.tags ?? {}, context.tags, at),
    ];
  });
}

/** Path of a role's setting in the environment's file. */
function placeOf(at: Path, kind: WrittenKind): Path {
  const [field, part, index, ...rest] = at;
  if (field === "roleName") return ["name"];
  if (field !== "trust") return at;
  if (part === "roles") return [kind, ...(index === undefined ? [] : [index])];
  return part === "serviceAccounts" ? [kind, ...rest] : [kind];
}

/** Names must be unique ignoring case for IAM, and ignoring punctuation for Terraform's addresses. */
function checkName(
  { role: { roleName } }: IndexedWorkload,
  earlier: readonly IndexedWorkload[],
  { operator, ciRoles }: WorkloadCheckContext,
): Problem[] {
  const isSame = (name: string): boolean => name.toLowerCase() === roleName.toLowerCase();
  const same = earlier.find(({ role }) => isSame(role.roleName));
  const ofCi = ciRoles.findIndex((role) => isSame(role.roleName));
  const owner =
    same !== undefined
      ? `workloadRoles[${same.index}]`
      : ofCi >= 0
        ? `ciRoles[${ofCi}]`
        : operator !== undefined && isSame(operator.roleName)
          ? "the operator's role"
          : undefined;
  if (owner !== undefined) {
    const message = `expected a unique name, found ${quoteValue(roleName)}, which ${owner} also uses. Set a different name`;
    return [error("workload-role/name-twice", ["name"], message)];
  }
  const alike = earlier.find(({ role }) => workloadAddress(role.roleName) === workloadAddress(roleName));
  if (alike === undefined) return [];
  const message = `expected unique Terraform names, found ${quoteValue(roleName)}. In Terraform, this name and the one in workloadRoles[${alike.index}] both become ${quoteValue(workloadAddress(roleName))}. Rename one of the roles`;
  return [error("workload-role/name-alike", ["name"], message)];
}
