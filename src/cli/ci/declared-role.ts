import { type CiRoleDeclaration, type Environment } from "../../model/environment";
import { CI_ROLE_DEFAULTS } from "../../domain/ci/role-settings";
import { trustsDeployments, workflowPlatform } from "../../domain/ci/bitbucket-role";
import { CI_DEFAULTS, defaultRoleArn, type WorkflowPlatform } from "../../domain/ci/workflow-settings";
import { hasWildcard, listOf } from "../../domain/iam/policy";
import { sourceText } from "../../domain/ci/source";
import { covers } from "../../domain/iam/evaluation/pattern";
import { roleArn } from "../../domain/aws/arn";
import { error, oneOf, quoteValue, type Problem } from "../../domain/problems/problem";
import { isCovered } from "../../domain/operator/manages";
import { type ScanKind } from "../../domain/images/scan-kinds";

/** Requirements for the role, as far as they are given. */
export interface WantedRole {
  readonly platform: WorkflowPlatform;
  /** Empty for those of the role. */
  readonly repositories: readonly string[];
  /** ARN. */
  readonly role?: string;
  readonly source?: string;
  readonly sourceIds?: string;
  readonly branch?: string;
  readonly gitlabUrl?: string;
  readonly scanning?: ScanKind;
  /** Bitbucket's deployment environment. */
  readonly deployment?: string;
}

export interface FoundRole {
  /** ARN of the role that the workflow assumes. */
  readonly arn: string;
  /** @default - the role is not declared in the environment */
  readonly declared?: CiRoleDeclaration;
  readonly problems: readonly Problem[];
}

/**
 * Finds the role of a workflow: the named role, the only matching role of the environment, or a role with the default name.
 */
export function findRole(environment: Environment, wanted: WantedRole): FoundRole {
  const { location, name, ciRoles } = environment;
  const byDefault = defaultRoleArn(location, name, wanted.platform);
  const arnOf = ({ roleName, path }: CiRoleDeclaration): string => roleArn(location, roleName, path);
  const fitting = ciRoles.filter((role) => mismatches(role, wanted).length === 0);
  const [only, ...others] = fitting;
  if (wanted.role === undefined && only !== undefined) {
    if (others.length === 0) return { arn: arnOf(only), declared: only, problems: [] };
    const roles = fitting.map(({ roleName, source }) => `${roleName} (${sourceText(source)})`);
    const message = `expected one matching role, found ${oneOf(roles, "and")}. Select one with ${wanted.platform === "bitbucket" ? "--source" : "--source, --branch"} or --role, or name repositories`;
    return { arn: byDefault, problems: [error("ci/role-which", ["role"], message)] };
  }
  const arn = wanted.role ?? byDefault;
  const pushing = ciRoles.filter((role) => workflowPlatform(role) === "bitbucket" && isPush(role));
  // Without a declaration, the UUIDs in Bitbucket's tokens are unknown.
  const isNeeded = wanted.platform === "bitbucket" && wanted.role === undefined;
  const declared = ciRoles.find((role) => arnOf(role) === arn) ?? (isNeeded ? pushing[0] : undefined);
  if (declared !== undefined) return { arn, declared, problems: mismatches(declared, wanted) };
  return { arn, problems: isNeeded ? [noBitbucketRole(name)] : [] };
}

function isPush({ access = CI_ROLE_DEFAULTS.access }: CiRoleDeclaration): boolean {
  return access === "push";
}

function noBitbucketRole(environment: string): Problem {
  const message = `expected a role for Bitbucket, found none in ciRoles of ${environment}. Declare one with bitbucket: { workspace, workspaceUuid, repositoryUuid, environmentUuid }, or name an existing role with --role`;
  return error("ci/role-declared", ["role"], message);
}

export function namedBranches(role: CiRoleDeclaration | undefined): string[] {
  return listOf(role?.source.branch).filter((name) => !hasWildcard(name));
}

/** Requirements that a role does not meet. */
function mismatches(role: CiRoleDeclaration, wanted: WantedRole): Problem[] {
  const { roleName, source, repositories } = role;
  const platform = workflowPlatform(role);
  const {
    access = CI_ROLE_DEFAULTS.access,
    scanning = CI_ROLE_DEFAULTS.scanning,
    gitlabUrl = CI_DEFAULTS.gitlabUrl,
  } = role;
  if (platform !== wanted.platform) {
    return [
      error(
        "ci/role-declared",
        ["role"],
        `expected a role for ${wanted.platform}, found ${roleName}, which ciRoles declares for ${platform ?? "another platform"}`,
      ),
    ];
  }
  if (access !== "push") {
    const message = `expected a role that pushes, found ${roleName}, which ciRoles declares with access: ${access}`;
    return [error("ci/role-declared", ["role"], message)];
  }
  const deployment = platform === "bitbucket" ? deploymentProblem(role, wanted) : undefined;
  if (deployment !== undefined) return [deployment];
  if (platform !== "bitbucket" && wanted.branch === undefined && namedBranches(role).length === 0) {
    const message = `expected a role that trusts a named branch, found ${roleName} (${sourceText(source)}). ${listOf(source.branch).length > 0 ? "Name the branch with --branch, or choose" : "Choose"} a different role with --role`;
    return [error("ci/role-declared", ["branch"], message)];
  }
  // Bitbucket's tokens contain no branch.
  const trusted = platform === "bitbucket" ? ["*"] : listOf(source.branch);
  const compared = [
    { option: "source", required: wanted.source, declared: source.path },
    { option: "sourceIds", required: wanted.sourceIds, declared: source.ids },
    {
      option: "branch",
      required: trusted.some((pattern) => covers(pattern, wanted.branch ?? "")) ? undefined : wanted.branch,
      declared: trusted.length > 1 ? trusted : trusted[0],
    },
    ...(platform === "gitlab" ? [{ option: "gitlabUrl", required: wanted.gitlabUrl, declared: gitlabUrl }] : []),
    { option: "scanning", required: wanted.scanning, declared: scanning },
  ];
  const problems = compared.flatMap(({ option, required, declared }) => {
    if (required === undefined || required === declared) return [];
    const message = `expected ${quoteValue(declared)}, as ciRoles declares for the role ${roleName}, found ${quoteValue(required)}. Change the role in ciRoles, or choose a different role with --role`;
    return [error("ci/role-declared", [option], message)];
  });
  const outside = wanted.repositories.filter((name) => !isCovered(name, repositories));
  if (outside.length === 0) return problems;
  const message = `expected repositories that the role ${roleName} covers, found ${oneOf(outside, "and")}. Add them to the role in ciRoles, or choose a different role with --role`;
  return [...problems, error("ci/role-declared", ["repositories"], message)];
}

/** Bitbucket's tokens contain the deployment environment of their step, or none. */
function deploymentProblem(role: CiRoleDeclaration, { deployment }: WantedRole): Problem | undefined {
  const { roleName } = role;
  const trusts = trustsDeployments(role);
  if (trusts === (deployment !== undefined)) return undefined;
  const message = trusts
    ? `expected the name of the deployment environment whose UUID ${roleName} trusts, found none. Add --deployment, such as --deployment production`
    : `expected no deployment environment, because ${roleName} trusts only steps without one, found ${quoteValue(deployment)}. Add environmentUuid to the role in ciRoles`;
  return error("ci/deployment", ["deployment"], message);
}
