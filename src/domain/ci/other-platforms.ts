import { listOf, type OneOrMore } from "../iam/policy";
import { type TokenIssuer } from "./issuers";
import { type CiSource } from "./source";

/** The tokens of any other platform than GitHub and GitLab: their issuer, and the subjects that the role trusts. */
export interface PlatformTokens {
  /** Issuer and audience. */
  readonly tokens: TokenIssuer;
  /** The subjects. */
  readonly source: CiSource;
}

/** Matches one UUID and nothing else. Unlike `*`, it cannot match a part of the subject that follows. */
const ANY_UUID = "????????-????-????-????-????????????";

/** Steps in a Bitbucket repository. Write UUIDs without braces. */
export interface BitbucketSteps {
  /** Name of the workspace in its URL. */
  readonly workspace: string;
  /** UUID of the workspace, part of the audience. */
  readonly workspaceUuid: string;
  /** UUID of the repository. */
  readonly repositoryUuid: string;
  /** Deployment environments to which the step must deploy. @default - steps without a deployment environment */
  readonly environmentUuid?: OneOrMore<string>;
}

/**
 * The tokens for a repository's steps.
 * @see https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/
 */
export function bitbucketTokens(steps: BitbucketSteps): PlatformTokens {
  const { workspace, workspaceUuid, repositoryUuid, environmentUuid } = steps;
  const repository = `{${repositoryUuid}}`;
  const environments = listOf(environmentUuid);
  const parts = environments.length === 0 ? [repository] : environments.map((uuid) => `${repository}:{${uuid}}`);
  return {
    tokens: {
      issuer: `api.bitbucket.org/2.0/workspaces/${workspace}/pipelines-config/identity/oidc`,
      audience: `ari:cloud:bitbucket::workspace/${workspaceUuid}`,
    },
    source: { path: `${workspace}/${repository}`, subjects: parts.map((part) => `${part}:{${ANY_UUID}}`) },
  };
}

/** Jobs in a CircleCI project that present the token `CIRCLE_OIDC_TOKEN_V2`. */
export interface CircleciJobs {
  /** UUID of the organization. */
  readonly organization: string;
  /** UUID of the project. */
  readonly project: string;
  /** The repository without `https://`: `github.com/acme/api`. */
  readonly origin: string;
  /** Branches: names, and patterns with `*`. @default - no branches */
  readonly branch?: OneOrMore<string>;
  /** Tags: names, and patterns with `*`. @default - no tags */
  readonly tag?: OneOrMore<string>;
}

/**
 * The tokens for a project's jobs.
 * @see https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/
 */
export function circleciTokens({ organization, project, origin, branch, tag }: CircleciJobs): PlatformTokens {
  const start = `org/${organization}/project/${project}/user/${ANY_UUID}/vcs-origin/${origin}/vcs-ref`;
  return {
    tokens: { issuer: `oidc.circleci.com/org/${organization}`, audience: organization },
    source: { path: origin, subjects: refsOf(branch, tag).map((ref) => `${start}/${ref}`) },
  };
}

/** Jobs in a Buildkite pipeline. */
export interface BuildkiteJobs {
  /** Slug of the organization. */
  readonly organization: string;
  /** Slug of the pipeline. */
  readonly pipeline: string;
  /** Branches: names, and patterns with `*`. @default - no branches */
  readonly branch?: OneOrMore<string>;
  /** Tags: names, and patterns with `*`. @default - no tags */
  readonly tag?: OneOrMore<string>;
  /** Key of the step. @default - any step */
  readonly step?: string;
  /** The audience that the job requests. */
  readonly audience: string;
}

/**
 * The tokens for a pipeline's jobs.
 * @see https://buildkite.com/docs/pipelines/security/oidc/aws
 */
export function buildkiteTokens(jobs: BuildkiteJobs): PlatformTokens {
  const { organization, pipeline, branch, tag, step = "*", audience } = jobs;
  const start = `organization:${organization}:pipeline:${pipeline}`;
  return {
    tokens: { issuer: "agent.buildkite.com", audience },
    source: {
      path: `${organization}/${pipeline}`,
      subjects: refsOf(branch, tag).map((ref) => `${start}:ref:${ref}:commit:*:step:${step}`),
    },
  };
}

/** Phases of a run whose tokens differ. */
export const RUN_PHASES = ["plan", "apply"] as const;
/**
 * A phase of a run.
 * @useDeclaredType
 */
export type RunPhase = (typeof RUN_PHASES)[number];

/** Runs in a workspace on HCP Terraform or Terraform Enterprise. */
export interface TerraformRuns {
  /** Name of the organization. */
  readonly organization: string;
  /** Name of the project. */
  readonly project: string;
  /** Name of the workspace. */
  readonly workspace: string;
  /** The phase whose tokens may assume the role. Pull requests also start plans. */
  readonly phase: OneOrMore<RunPhase>;
  /** Host name of a Terraform Enterprise instance. @default "app.terraform.io" */
  readonly host?: string;
  /** The audience of the tokens. The platform's default is `aws.workload.identity`. */
  readonly audience: string;
}

/**
 * The tokens for a workspace's runs.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 */
export function terraformTokens(runs: TerraformRuns): PlatformTokens {
  const { organization, project, workspace, phase, host = "app.terraform.io", audience } = runs;
  const start = `organization:${organization}:project:${project}:workspace:${workspace}:run_phase`;
  return {
    tokens: { issuer: host, audience },
    source: { path: `${organization}/${workspace}`, subjects: listOf(phase).map((name) => `${start}:${name}`) },
  };
}

function refsOf(branch: OneOrMore<string> | undefined, tag: OneOrMore<string> | undefined): string[] {
  return [...listOf(branch).map((name) => `refs/heads/${name}`), ...listOf(tag).map((name) => `refs/tags/${name}`)];
}
