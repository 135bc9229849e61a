import { parseArn, partitionOf } from "../../domain/aws/arn";
import { ROLE_ARN } from "../../domain/aws/arn-patterns";
import { error, oneOf, quoteValue, type Problem } from "../../domain/problems/problem";
import {
  orWorse,
  severitiesOf,
  SEVERITY_WORDS,
  severityWords,
  type FindingSeverity,
} from "../../domain/images/scan-kinds";
import { checkPermissionSize } from "../../domain/ci/permissions";
import { type CiPlatform, type CiWorkflowSettings } from "../../domain/ci/workflow-settings";
import { checkBranch, checkGitlabUrl } from "../../domain/ci/trust-policy";

/**
 * Jobs that one matrix makes.
 * @see https://docs.github.com/en/actions/reference/limits
 * @see https://docs.gitlab.com/ci/yaml/#parallelmatrix
 */
const MOST_JOBS = { github: 256, gitlab: 200 } as const;

/** Everything wrong with what a workflow is to be made from. */
export function checkWorkflow(platform: CiPlatform, settings: CiWorkflowSettings): Problem[] {
  const { repositories, branch, gitlabUrl } = settings;
  const problems = [...checkRole(settings), ...checkBranch(branch)];
  if (repositories.length === 0) {
    problems.push(error("ci/repositories", ["repositories"], "the environment declares no repository to push to"));
  }
  if (repositories.length > MOST_JOBS[platform]) {
    const message = `found ${repositories.length} repositories; a matrix has at most ${MOST_JOBS[platform]} jobs, so name fewer of them`;
    problems.push(error("ci/jobs", ["repositories"], message));
  } else problems.push(...checkPermissionSize(settings));
  return [...problems, ...checkGitlabUrl(gitlabUrl)];
}

function checkRole({ roleArn, location }: CiWorkflowSettings): Problem[] {
  const arn = parseArn(roleArn);
  if (arn === undefined || !ROLE_ARN.test(roleArn)) {
    const message = `found ${quoteValue(roleArn)}; the ARN of an IAM role is allowed, as in arn:${partitionOf(location.region)}:iam::${location.account}:role/push`;
    return [error("ci/role", ["role"], message)];
  }
  if (arn.account === location.account && arn.partition === partitionOf(location.region)) return [];
  const message = `found ${quoteValue(roleArn)}, a role of another account than the registry's (${location.account}); a workflow that signs in elsewhere by mistake is stopped, so the role has to be of that account`;
  return [error("ci/role-account", ["role"], message)];
}

/**
 * Severities from a list such as `critical,high`, and all that are worse than one of them, worst first.
 * @returns what was read, and what is wrong with it
 */
export function readSeverities(text: string): {
  readonly severities: readonly FindingSeverity[];
  readonly problems: readonly Problem[];
} {
  const { words, strange: unknown } = severityWords(text);
  const message = `found ${unknown.map(quoteValue).join(", ")}; ${oneOf(SEVERITY_WORDS, "and")} are allowed, joined by commas`;
  return {
    severities: orWorse(severitiesOf(words)),
    problems: unknown.length === 0 ? [] : [error("ci/fail-on", ["failOn"], message)],
  };
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** A time such as `90s`, `10m` or `1h` in seconds; `undefined` where it is none, or less than a second. */
export function readSeconds(text: string): number | undefined {
  const [, digits = "", unit = ""] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  const seconds = Number(digits) * (UNITS[unit] ?? 0);
  return seconds > 0 ? seconds : undefined;
}
