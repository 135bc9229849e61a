import { type CiRoleDeclaration, type Environment } from "../../model/environment";
import { CI_ROLE_DEFAULTS } from "../../domain/ci/role-settings";
import { CI_DEFAULTS, defaultRoleArn, type CiPlatform } from "../../domain/ci/workflow-settings";
import { roleArn } from "../../domain/aws/arn";
import { error, oneOf, quoteValue, type Problem } from "../../domain/problems/problem";
import { isCovered } from "../../domain/operator/manages";
import { type ScanKind } from "../../domain/images/scan-kinds";

/** What is asked for, as far as somebody says it. */
export interface WantedRole {
  readonly platform: CiPlatform;
  /** Empty for all that the role pushes to. */
  readonly repositories: readonly string[];
  /** Its ARN. */
  readonly role?: string;
  readonly source?: string;
  readonly sourceIds?: string;
  readonly branch?: string;
  readonly gitlabUrl?: string;
  readonly scanning?: ScanKind;
}

export interface FoundRole {
  /** ARN of the role that the workflow assumes. */
  readonly arn: string;
  /** @default - it is none of the environment's */
  readonly declared?: CiRoleDeclaration;
  readonly problems: readonly Problem[];
}

/**
 * The role of a workflow: the one that is named, the only one of the environment's that fits, or else the one that somebody
 * makes by the default name.
 */
export function findRole(environment: Environment, wanted: WantedRole): FoundRole {
  const { location, name, ciRoles } = environment;
  const byDefault = defaultRoleArn(location, name, wanted.platform);
  const arnOf = ({ roleName, path }: CiRoleDeclaration): string => roleArn(location, roleName, path);
  const fitting = ciRoles.filter((role) => misfits(role, wanted).length === 0);
  const [only, ...others] = fitting;
  if (wanted.role === undefined && only !== undefined) {
    if (others.length === 0) return { arn: arnOf(only), declared: only, problems: [] };
    const roles = fitting.map(({ roleName, source }) => `${roleName} (${source.path}, branch ${source.branch})`);
    const message = `${oneOf(roles, "and")} fit; say which by --source, --branch or --role, or name repositories`;
    return { arn: byDefault, problems: [error("ci/role-which", ["role"], message)] };
  }
  const arn = wanted.role ?? byDefault;
  const declared = ciRoles.find((role) => arnOf(role) === arn);
  return declared === undefined ? { arn, problems: [] } : { arn, declared, problems: misfits(declared, wanted) };
}

/** Where a role is not for what is asked for. */
function misfits(role: CiRoleDeclaration, wanted: WantedRole): Problem[] {
  const { roleName, platform, source, repositories } = role;
  const { scanning = CI_ROLE_DEFAULTS.scanning, gitlabUrl = CI_DEFAULTS.gitlabUrl } = role;
  if (platform !== wanted.platform) {
    return [error("ci/role-declared", ["role"], `${roleName} is declared in ciRoles for ${platform}; name another`)];
  }
  const compared = [
    { option: "source", asked: wanted.source, declared: source.path },
    { option: "sourceIds", asked: wanted.sourceIds, declared: source.ids },
    { option: "branch", asked: wanted.branch, declared: source.branch },
    ...(platform === "gitlab" ? [{ option: "gitlabUrl", asked: wanted.gitlabUrl, declared: gitlabUrl }] : []),
    { option: "scanning", asked: wanted.scanning, declared: scanning },
  ];
  const problems = compared.flatMap(({ option, asked, declared }) => {
    if (asked === undefined || asked === declared) return [];
    const message = `found ${quoteValue(asked)}; the role ${roleName} is declared in ciRoles for ${quoteValue(declared)}: change it there, or name another role by --role`;
    return [error("ci/role-declared", [option], message)];
  });
  const outside = wanted.repositories.filter((name) => !isCovered(name, repositories));
  if (outside.length === 0) return problems;
  const message = `the role ${roleName} does not push to ${oneOf(outside, "and")}: list it in its repositories in ciRoles, or name another role by --role`;
  return [...problems, error("ci/role-declared", ["repositories"], message)];
}
