import { parseArn, partitionOf } from "../../domain/aws/arn";
import { ROLE_ARN } from "../../domain/aws/arn-patterns";
import { error, quoteValue, type Problem } from "../../domain/problems/problem";
import {
  orWorse,
  severitiesOf,
  severityWords,
  unknownSeverities,
  type FindingSeverity,
} from "../../domain/images/scan-kinds";
import { checkPermissionSize } from "../../domain/ci/permissions";
import { type CiWorkflowSettings, type WorkflowPlatform } from "../../domain/ci/workflow-settings";
import { checkBranch, checkIssuerUrl } from "../../domain/ci/check-source";

/**
 * Most jobs of a matrix, or steps of a pipeline on Bitbucket.
 * @see https://docs.github.com/en/actions/reference/limits
 * @see https://docs.gitlab.com/ci/yaml/#parallelmatrix
 * @see https://support.atlassian.com/bitbucket-cloud/docs/limitations-of-bitbucket-pipelines/
 */
const MAX_JOBS = { github: 256, gitlab: 200, bitbucket: 100 } as const;

/** Checks the settings of a workflow. */
export function checkWorkflow(platform: WorkflowPlatform, settings: CiWorkflowSettings): Problem[] {
  const { repositories, branch, gitlabUrl } = settings;
  const problems = [...checkRole(settings), ...checkBranch(branch)];
  if (repositories.length === 0) {
    problems.push(
      error("ci/repositories", ["repositories"], "expected a repository to push to, found none in the environment"),
    );
  }
  if (repositories.length > MAX_JOBS[platform]) {
    const message = `expected at most ${MAX_JOBS[platform]} repositories, the ${platform === "bitbucket" ? "step limit of a pipeline" : "job limit of a matrix"}, found ${repositories.length}`;
    problems.push(error("ci/jobs", ["repositories"], message));
  } else problems.push(...checkPermissionSize(settings));
  return [...problems, ...checkIssuerUrl("gitlabUrl", gitlabUrl)];
}

function checkRole({ roleArn, location }: CiWorkflowSettings): Problem[] {
  const arn = parseArn(roleArn);
  if (arn === undefined || !ROLE_ARN.test(roleArn)) {
    const message = `expected the ARN of an IAM role such as arn:${partitionOf(location.region)}:iam::${location.account}:role/push, found ${quoteValue(roleArn)}`;
    return [error("ci/role", ["role"], message)];
  }
  if (arn.account === location.account && arn.partition === partitionOf(location.region)) return [];
  const message = `expected a role in the registry's account (arn:${partitionOf(location.region)}:iam::${location.account}:role/...), found ${quoteValue(roleArn)}`;
  return [error("ci/role-account", ["role"], message)];
}

/**
 * Parses a list such as `critical,high`, and adds all more severe ones.
 * @returns the severities, most severe first, and problems
 */
export function readSeverities(text: string): {
  readonly severities: readonly FindingSeverity[];
  readonly problems: readonly Problem[];
} {
  const { words, strange: unknown } = severityWords(text);
  return {
    severities: orWorse(severitiesOf(words)),
    problems: unknown.length === 0 ? [] : [error("ci/fail-on", ["failOn"], unknownSeverities(unknown))],
  };
}
