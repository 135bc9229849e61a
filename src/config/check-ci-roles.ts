import { checkCiRole } from "../domain/ci/check-role";
import { providerAddress, roleAddress } from "../domain/ci/role-names";
import { roleIssuer } from "../domain/ci/role-settings";
import { type AwsLocation } from "../domain/aws/arn";
import { didYouMean } from "../domain/text/suggestions";
import { error, quoteValue, prefixed, type Path, type Problem } from "../domain/problems/problem";
import { type Tags } from "../domain/aws/tags";
import { isCovered, prefixesOf } from "../domain/operator/manages";
import { ANYWHERE, checkRoleTags } from "./check-role-tags";
import { type CiRoleDeclaration, type OperatorSettings } from "../model/environment";

/** What there is besides the roles of workflows. */
export interface CiRoleCheckContext {
  /** `undefined` where it is not known because of other faults. */
  readonly location: AwsLocation | undefined;
  /** Names of the repositories that Terraform owns. */
  readonly declared: readonly string[];
  /** What the operator owns. */
  readonly manages: readonly string[];
  readonly operator: OperatorSettings | undefined;
  /** The environment's default tags. */
  readonly tags: Tags;
}

/** A role, and which of the written ones it is. */
export interface PlacedRole {
  readonly index: number;
  readonly role: CiRoleDeclaration;
}

/** Everything that IAM would refuse in the roles of workflows, or that would push to nothing; paths lead into the environment's file. */
export function checkCiRoles(roles: readonly PlacedRole[], surroundings: CiRoleCheckContext): Problem[] {
  return roles.flatMap(({ index, role }, position) => {
    const at = ["ciRoles", index];
    const own = [
      ...checkOne(role, surroundings),
      ...checkKnown(role, surroundings),
      ...checkNames(role, roles.slice(0, position), surroundings),
    ];
    return [...prefixed(at, own), ...checkRoleTags(role.tags ?? {}, surroundings.tags, at)];
  });
}

function checkOne(role: CiRoleDeclaration, { location, declared }: CiRoleCheckContext): Problem[] {
  const found = checkCiRole({ ...role, location: location ?? ANYWHERE });
  return found.flatMap((problem) => {
    if (location === undefined && problem.at[0] === "permissionsBoundary") return [];
    const nothing = "the environment declares no repository to push to; list the operator's, or declare one";
    const message = declared.length === 0 && problem.rule === "ci-role/repositories-empty" ? nothing : problem.message;
    return [{ ...problem, message, at: placeOf(problem.at, role) }];
  });
}

/** Where a setting of a role stands in the environment's file. */
function placeOf(at: Path, { platform }: CiRoleDeclaration): Path {
  const places: Readonly<Record<string, string>> = {
    source: platform === "github" ? "repository" : "project",
    sourceIds: "ids",
    branch: "branch",
    gitlabUrl: "url",
  };
  const [field = ""] = at;
  const place = places[field];
  return place === undefined ? at : [platform, place];
}

/** Entries that stand for no repository that anybody has or will have. */
function checkKnown({ repositories }: CiRoleDeclaration, { declared, manages }: CiRoleCheckContext): Problem[] {
  const prefixes = [...new Set(declared.flatMap(prefixesOf))];
  return repositories.flatMap((entry, index) => {
    if (/[*?]/.test(entry)) return [];
    if (declared.some((name) => isCovered(name, [entry])) || isOfOperator(entry, manages)) return [];
    const message = entry.endsWith("/")
      ? `no repository below ${quoteValue(entry)} is declared, and the operator owns none there; declare one, or take it out.${didYouMean(entry, prefixes)}`
      : `${quoteValue(entry)} is not declared, and the operator owns none of that name; declare it, or take it out.${didYouMean(entry, declared)}`;
    return [error("ci-role/repository", ["repositories", index], message)];
  });
}

function isOfOperator(entry: string, manages: readonly string[]): boolean {
  if (!entry.endsWith("/")) return isCovered(entry, manages);
  return manages.some((owned) => owned.startsWith(entry) || (owned.endsWith("/") && entry.startsWith(owned)));
}

/** IAM tells names apart without regard to case, and to the path; Terraform's addresses know no punctuation. */
function checkNames(
  role: CiRoleDeclaration,
  earlier: readonly PlacedRole[],
  { operator, location = ANYWHERE }: CiRoleCheckContext,
): Problem[] {
  const { roleName } = role;
  const isSame = (name: string): boolean => name.toLowerCase() === roleName.toLowerCase();
  const problems: Problem[] = [];
  const same = earlier.find((other) => isSame(other.role.roleName));
  const alike = earlier.find((other) => roleAddress(other.role.roleName) === roleAddress(roleName));
  const isOperators = operator !== undefined && isSame(operator.roleName);
  if (same !== undefined || isOperators) {
    const owner = same === undefined ? "operator" : `ciRoles[${same.index}]`;
    const message = `${quoteValue(roleName)} is the role of ${owner} too; give each a roleName of its own`;
    problems.push(error("ci-role/name-twice", ["roleName"], message));
  } else if (alike !== undefined) {
    const message = `${quoteValue(roleName)} and the name of ciRoles[${alike.index}] would both be ${quoteValue(roleAddress(roleName))} in Terraform; choose another roleName`;
    problems.push(error("ci-role/name-alike", ["roleName"], message));
  }
  const settings = { ...role, location };
  const other = earlier.find(({ role: it }) => isProviderAlike({ ...it, location }, settings));
  if (other !== undefined) {
    const message = `${quoteValue(role.gitlabUrl)} and the URL of ciRoles[${other.index}] would be the same in Terraform; make one of the roles elsewhere`;
    problems.push(error("ci-role/url-alike", ["gitlab", "url"], message));
  }
  return problems;
}

type Settings = Parameters<typeof roleIssuer>[0];

function isProviderAlike(left: Settings, right: Settings): boolean {
  return providerAddress(left) === providerAddress(right) && roleIssuer(left).issuer !== roleIssuer(right).issuer;
}
