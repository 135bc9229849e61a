import { tokenIssuer } from "../../domain/ci/issuers";
import { type CiWorkflowSettings } from "../../domain/ci/workflow-settings";
import { type AwsLocation } from "../../domain/aws/arn";
import { type YamlComment } from "../../domain/text/yaml-file";
import { ACTIONS, type PinnedAction } from "./github-actions";

/** A step of a job. */
export interface Step {
  readonly name: string;
  readonly uses?: string;
  readonly [key: string]: unknown;
}

/** A step that runs a pinned action. */
export function step(name: string, { uses }: PinnedAction, rest: object = {}): Step {
  return { name, uses, ...rest };
}

/** The inputs of the action that exchanges the run's token for the credentials of a role. */
export function signInInputs(
  roleArn: string,
  location: AwsLocation,
  urls: Pick<CiWorkflowSettings, "gitlabUrl" | "githubUrl">,
): object {
  return {
    "role-to-assume": literalInGithub(roleArn),
    "aws-region": location.region,
    audience: tokenIssuer("github", location, urls).audience,
    "allowed-account-ids": location.account,
  };
}

/** The releases of a job's actions, behind their commits. */
export function releaseComments(job: string, steps: readonly Step[]): YamlComment[] {
  const releases = new Map(Object.values(ACTIONS).map(({ uses, release }) => [uses, release]));
  return steps.flatMap(({ uses }, index) => {
    const text = uses === undefined ? undefined : releases.get(uses);
    return text === undefined ? [] : [{ at: ["jobs", job, "steps", index, "uses"], text, place: "behind" as const }];
  });
}

/**
 * Escapes text for GitHub. The only escape for the start of an expression is an expression that returns it.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
 */
function literalInGithub(text: string): string {
  return text.replaceAll("${{", "${{ '${{' }}");
}
