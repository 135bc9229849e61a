import { checkCiRole } from "../domain/ci/check-role";
import { providerAddress, roleAddress } from "../domain/ci/role-names";
import { roleIssuer } from "../domain/ci/role-settings";
import { didYouMean } from "../domain/text/suggestions";
import { isPolicyRule } from "../domain/policy-lint/rules";
import { error, errorsOf, quoteValue, prefixed, type Path, type Problem } from "../domain/problems/problem";
import { isCovered, prefixesOf } from "../domain/operator/manages";
import { type AccessSource } from "./access-source";
import { lintCiRole } from "./lint-roles";
import { ANYWHERE, checkRoleTags } from "./check-role-tags";
import { type RolePlatform } from "../domain/ci/role-schema";
import { type CiRoleDeclaration, type OperatorSettings } from "../model/environment";

/** The parts of the environment that the checks of workflow roles read. */
type CiRoleCheckContext = Pick<AccessSource, "location" | "declared" | "manages" | "tags"> & {
  readonly operator: OperatorSettings | undefined;
};

/** A role, its index in `ciRoles`, and the setting of its platform there. */
export interface IndexedRole {
  readonly index: number;
  readonly platform: RolePlatform;
  readonly role: CiRoleDeclaration;
}

/** Reports what IAM would reject in workflow roles, and entries without a repository. Paths are relative to the environment's file. */
export function checkCiRoles(roles: readonly IndexedRole[], context: CiRoleCheckContext): Problem[] {
  return roles.flatMap(({ index, role, platform }, position) => {
    const at = ["ciRoles", index];
    const own = [
      ...checkSettings(role, platform, context),
      ...checkRepositories(role, context),
      ...checkNames({ index, role, platform }, roles.slice(0, position), context),
    ];
    return [...prefixed(at, own), ...checkRoleTags(role.tags ?? {}, context.tags, at)];
  });
}

function checkSettings(
  role: CiRoleDeclaration,
  written: RolePlatform,
  { location, declared }: CiRoleCheckContext,
): Problem[] {
  const checked = checkCiRole({ ...role, location: location ?? ANYWHERE });
  const found = errorsOf(checked).length > 0 ? checked : [...checked, ...lintCiRole(role, location ?? ANYWHERE)];
  return found.flatMap((problem) => {
    if (location === undefined && problem.at[0] === "permissionsBoundary") return [];
    const nothingDeclared =
      "expected at least 1 repository, found none, because the environment declares none. Declare one, or list repositories that the operator owns";
    const message =
      declared.length === 0 && problem.rule === "ci-role/repositories-empty" ? nothingDeclared : problem.message;
    return [{ ...problem, message, at: isPolicyRule(problem.rule) ? [] : placeOf(problem.at, written) }];
  });
}

/** Settings of a platform by their names in the checks. */
const PLATFORM_SETTINGS: Readonly<Record<string, string>> = {
  sourceIds: "ids",
  gitlabUrl: "url",
  githubUrl: "url",
  branch: "branch",
  tag: "tag",
  environment: "environment",
  pullRequests: "pullRequests",
  workflow: "workflow",
  formerly: "formerly",
  deploymentTier: "deploymentTier",
  subjects: "subjects",
  issuer: "issuer",
  audience: "audience",
};

/** Path of a role's setting in the environment's file. */
function placeOf(at: Path, platform: RolePlatform): Path {
  const [field = "", ...rest] = at;
  // The other platforms' subjects are computed from several settings.
  const isComputed = field === "subjects" && !["github", "gitlab", "oidc"].includes(platform);
  if (field === "source") return [platform, platform === "gitlab" ? "project" : "repository"];
  if (at.length === 0 || isComputed) return [platform];
  const place = PLATFORM_SETTINGS[field];
  return place === undefined ? at : [platform, place, ...rest];
}

/** Reports entries that match neither a declared repository nor one that the operator may create. */
function checkRepositories({ repositories }: CiRoleDeclaration, { declared, manages }: CiRoleCheckContext): Problem[] {
  const prefixes = [...new Set(declared.flatMap(prefixesOf))];
  return repositories.flatMap((entry, index) => {
    if (/[*?]/.test(entry)) return [];
    if (declared.some((name) => isCovered(name, [entry])) || isOfOperator(entry, manages)) return [];
    const message = entry.endsWith("/")
      ? `expected a prefix for repositories that this environment declares or the operator owns, found ${quoteValue(entry)}.${didYouMean(entry, prefixes) || " Declare a repository under this prefix, or remove the prefix"}`
      : `expected a repository that this environment declares or the operator owns, found ${quoteValue(entry)}.${didYouMean(entry, declared) || " Declare this repository, or remove the entry"}`;
    return [error("ci-role/repository", ["repositories", index], message)];
  });
}

function isOfOperator(entry: string, manages: readonly string[]): boolean {
  if (!entry.endsWith("/")) return isCovered(entry, manages);
  return manages.some((owned) => owned.startsWith(entry) || (owned.endsWith("/") && entry.startsWith(owned)));
}

/** Role names must be unique ignoring case and path for IAM, and ignoring punctuation for Terraform's addresses. */
function checkNames(
  { role, platform }: IndexedRole,
  earlier: readonly IndexedRole[],
  { operator, location = ANYWHERE }: CiRoleCheckContext,
): Problem[] {
  const { roleName } = role;
  const isSame = (name: string): boolean => name.toLowerCase() === roleName.toLowerCase();
  const problems: Problem[] = [];
  const same = earlier.find((other) => isSame(other.role.roleName));
  const alike = earlier.find((other) => roleAddress(other.role.roleName) === roleAddress(roleName));
  const isOperators = operator !== undefined && isSame(operator.roleName);
  if (same !== undefined || isOperators) {
    const owner = same === undefined ? "the operator's role" : `ciRoles[${same.index}]`;
    const message = `expected a unique name, found ${quoteValue(roleName)}, which ${owner} also uses. Rename one of the roles`;
    problems.push(error("ci-role/name-twice", ["roleName"], message));
  } else if (alike !== undefined) {
    const message = `expected unique Terraform names, found ${quoteValue(roleName)}. In Terraform, this name and the one in ciRoles[${alike.index}] both become ${quoteValue(roleAddress(roleName))}. Rename one of the roles`;
    problems.push(error("ci-role/name-alike", ["roleName"], message));
  }
  const settings = { ...role, location };
  const other = earlier.find((candidate) => isProviderAlike({ ...candidate.role, location }, settings));
  if (other !== undefined) {
    const url = quoteValue(`https://${roleIssuer(settings).issuer}`);
    const message = `expected URLs with different Terraform names, found ${url}, which has the same Terraform name as the URL in ciRoles[${other.index}]. Move one of the roles to another environment`;
    problems.push(
      error("ci-role/url-alike", placeOf([platform === "oidc" ? "issuer" : "gitlabUrl"], platform), message),
    );
  }
  return problems;
}

type Settings = Parameters<typeof roleIssuer>[0];

function isProviderAlike(left: Settings, right: Settings): boolean {
  return providerAddress(left) === providerAddress(right) && roleIssuer(left).issuer !== roleIssuer(right).issuer;
}
