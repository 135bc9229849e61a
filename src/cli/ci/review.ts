import { existsSync, realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { gitRepository } from "../../config/boundary";
import { roleArn } from "../../domain/aws/arn";
import { CI_ROLE_DEFAULTS } from "../../domain/ci/role-settings";
import { CI_DEFAULTS, type CiPlatform } from "../../domain/ci/workflow-settings";
import { oneOf } from "../../domain/problems/problem";
import { formatProblems } from "../../config/problems";
import { type CiRoleDeclaration, type Environment } from "../../model/environment";
import { planSettings } from "../../operations/ci-workflow/plan-script";
import { githubReview } from "../../operations/ci-workflow/review-github";
import { gitlabReview } from "../../operations/ci-workflow/review-gitlab";
import { type ReviewedEnvironment, type ReviewWorkflowSettings } from "../../operations/ci-workflow/review-settings";
import { FOLDERS } from "../support/tree";
import { readNamedEnvironments } from "../support/environments";
import { printWorkflow } from "./write-workflow";

export interface CiReviewOptions {
  readonly failOn: ReviewWorkflowSettings["failOn"];
  readonly file?: string;
}

export interface CiReviewRequest extends CiReviewOptions {
  readonly platform: CiPlatform;
  /** Empty for all. */
  readonly environments: readonly string[];
}

/** @throws Error if an environment cannot be read, or has several roles for reviews */
export function ciReviewCommand(root: string, { platform, environments: names, failOn, file }: CiReviewRequest): void {
  const results = readNamedEnvironments(root, names);
  const errors = results.flatMap(({ environment, problems }) => (environment === undefined ? problems : []));
  if (errors.length > 0) throw new Error(formatProblems(errors).join("\n"));
  const environments = results.flatMap(({ environment }) => (environment === undefined ? [] : [environment]));
  const reviewed = environments.map((environment) => reviewedEnvironment(environment, platform));
  const [gitlabUrl = CI_DEFAULTS.gitlabUrl] = environments.flatMap((environment) =>
    reviewRoles(environment, platform).flatMap((role) => (role.gitlabUrl === undefined ? [] : [role.gitlabUrl])),
  );
  const settings: ReviewWorkflowSettings = {
    named: names,
    folder: relative(gitRepository(realpathSync(root)) ?? realpathSync(root), realpathSync(root))
      .split(sep)
      .join("/"),
    environments: reviewed,
    failOn,
    generates: existsSync(join(root, FOLDERS.environment)),
    gitlabUrl,
    command: ["ci", "review", platform, ...names, ...(failOn === "high" ? [] : ["--fail-on", failOn])].join(" "),
  };
  printWorkflow(platform === "github" ? githubReview(settings) : gitlabReview(settings), file);
}

function reviewRoles({ ciRoles }: Environment, platform: CiPlatform): CiRoleDeclaration[] {
  return ciRoles.filter((role) => role.platform === platform && role.access === "review");
}

function reviewedEnvironment(environment: Environment, platform: CiPlatform): ReviewedEnvironment {
  const { name, location } = environment;
  const roles = reviewRoles(environment, platform);
  const [role, another] = roles;
  if (another !== undefined) {
    const found = oneOf(
      roles.map(({ roleName }) => roleName),
      "and",
    );
    throw new Error(
      `${name}: expected one role with access: review for ${platform}, found ${found}. Remove all but one`,
    );
  }
  const { profile, assumeRole } = environment.provider;
  const common = {
    name,
    location,
    plan: planSettings(environment),
    namesCredentials: profile !== undefined || assumeRole !== undefined,
  };
  if (role === undefined) return common;
  return { ...common, roleArn: roleArn(location, role.roleName, role.path ?? CI_ROLE_DEFAULTS.path) };
}
