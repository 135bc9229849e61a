import { oidcProviderArn } from "../../../../src/domain/ci/issuers";
import {
  bitbucketTokens,
  buildkiteTokens,
  circleciTokens,
  terraformTokens,
} from "../../../../src/domain/ci/other-platforms";
import { roleIssuer, roleTrust, type CiRoleSettings } from "../../../../src/domain/ci/role-settings";
import { WORKFLOW_CLAIM } from "../../../../src/domain/ci/trust-policy";
import { callerOf } from "../../../../src/domain/iam/evaluation/caller";
import { requestContext } from "../../../../src/domain/iam/evaluation/context";
import { decide } from "../../../../src/domain/iam/evaluation/decide";
import { readPolicy } from "../../../../src/domain/iam/evaluation/policy";
import { evaluate, type Answer } from "../../evaluate";

export const ACCOUNT = "111122223333";
const LOCATION = { account: ACCOUNT, region: "eu-west-1" } as const;
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/ci`;
const ACTION = "sts:AssumeRoleWithWebIdentity";

/** Claims of a token that IAM can test. */
export interface Claims {
  /** Without `https://`. */
  readonly iss: string;
  readonly sub?: string;
  readonly aud?: string;
  readonly job_workflow_ref?: string;
}

const uuid = (digit: string): string => `${digit.repeat(8)}-1111-4222-8333-${digit.repeat(12)}`;
export const UUIDS = {
  org: uuid("a"),
  project: uuid("b"),
  user: uuid("c"),
  repository: uuid("d"),
  environment: uuid("e"),
  step: uuid("f"),
  other: uuid("9"),
} as const;

const { org, project, repository, environment } = UUIDS;
const ROLE = { location: LOCATION, roleName: "ci", repositories: ["team/api"] } as const;
const GITHUB = { ...ROLE, platform: "github" } as const;
const GITLAB = { ...ROLE, platform: "gitlab", gitlabUrl: "https://gitlab.example.com" } as const;
const OTHER = { ...ROLE, platform: "oidc" } as const;
const TERRAFORM = { organization: "acme", project: "Web shop", workspace: "prod", audience: "aws.workload.identity" };
const BITBUCKET = { workspace: "acme", workspaceUuid: org, repositoryUuid: repository };

/** A role of each kind. */
export const ROLES = {
  githubBranch: { ...GITHUB, source: { path: "acme/api", branch: "main" } },
  githubPatterns: {
    ...GITHUB,
    source: { path: "acme/api", branch: ["main", "release/*"], tag: "v*", environment: "production" },
  },
  githubRename: {
    ...GITHUB,
    source: { path: "acme/api", ids: "123456/456789", formerly: "acme/old-api", branch: "main" },
  },
  githubWorkflow: {
    ...GITHUB,
    allowBroad: "Only the reviewed workflow pushes",
    source: { path: "acme/*", branch: "main", workflow: "acme/ci/.github/workflows/push.yaml@refs/tags/v*" },
  },
  githubPullRequests: { ...GITHUB, access: "pull", source: { path: "acme/api", pullRequests: true } },
  githubServer: {
    ...GITHUB,
    githubUrl: "https://github.example.com",
    source: { path: "acme/api", environment: "live" },
  },
  githubResidency: {
    ...GITHUB,
    githubUrl: "https://acme.ghe.com",
    source: { path: "acme/api", branch: "main" },
  },
  gitlabRefs: { ...GITLAB, source: { path: "acme/backend/api", branch: ["main", "hotfix/*"], tag: "v*" } },
  gitlabProtected: {
    ...GITLAB,
    source: { path: "acme/api", branch: "*", protectedRefs: true, deploymentTier: "production" },
  },
  bitbucket: { ...OTHER, ...bitbucketTokens({ ...BITBUCKET, environmentUuid: environment }) },
  bitbucketAnyBranch: { ...OTHER, access: "pull", ...bitbucketTokens(BITBUCKET) },
  circleci: {
    ...OTHER,
    ...circleciTokens({ organization: org, project, origin: "github.com/acme/api", branch: "main", tag: "v*" }),
  },
  buildkite: {
    ...OTHER,
    ...buildkiteTokens({
      organization: "acme",
      pipeline: "api",
      branch: "main",
      tag: "v*",
      step: "push",
      audience: "sts.amazonaws.com",
    }),
  },
  terraformApply: { ...OTHER, ...terraformTokens({ ...TERRAFORM, phase: "apply" }) },
  terraformPlan: {
    ...OTHER,
    access: "pull",
    ...terraformTokens({ ...TERRAFORM, phase: "plan", host: "tfe.example.com" }),
  },
  oidc: {
    ...OTHER,
    tokens: { issuer: "ci.example.com/realms/build", audience: "aws" },
    source: { path: "build", subjects: ["pipeline:team-a:deploy", "pipeline:team-b:*"] },
  },
} as const satisfies Readonly<Record<string, CiRoleSettings>>;

/** What the project's own evaluation answers to a token. All claims are known. */
export function ownOnToken(role: CiRoleSettings, claims: Claims): Answer | "Unclear" {
  const read = readPolicy(trustOf(role), "resource");
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { allowed, denials } = decide(
    {
      caller: callerOf(oidcProviderArn(LOCATION, claims.iss)),
      action: ACTION,
      resource: ROLE_ARN,
      account: ACCOUNT,
      context: requestContext({ present: keysOf(claims, claims.iss), absent: "others" }),
    },
    { identity: [], resource: read.statements },
  );
  if (typeof allowed !== "boolean") return "Unclear";
  if (allowed) return "Allowed";
  return denials.some(({ statement }) => statement !== undefined) ? "ExplicitlyDenied" : "ImplicitlyDenied";
}

/** The same as the library answers. It knows the claims of few issuers, so that the role's issuer takes the place of one. */
export function oracleOnToken(role: CiRoleSettings, claims: Claims): Promise<Answer> {
  const { issuer } = roleIssuer(role);
  const known = (text: string): string =>
    text
      .replaceAll(`"${issuer}:${WORKFLOW_CLAIM}"`, `"${KNOWN_ISSUER}:oaud"`)
      .replaceAll(`"${issuer}:`, `"${KNOWN_ISSUER}:`)
      .replaceAll(`oidc-provider/${issuer}"`, `oidc-provider/${KNOWN_ISSUER}"`);
  // No condition tests the claims of other issuers.
  const keys = claims.iss === issuer ? keysOf(claims, issuer) : {};
  const context = JSON.parse(known(JSON.stringify(keys))) as Record<string, string>;
  const principal = JSON.parse(known(JSON.stringify(oidcProviderArn(LOCATION, claims.iss)))) as string;
  const resource = JSON.parse(known(JSON.stringify(trustOf(role)))) as object;
  return evaluate({ principal, action: ACTION, resource: ROLE_ARN, context }, { resource });
}

const KNOWN_ISSUER = "accounts.google.com";

function trustOf(role: CiRoleSettings) {
  return roleTrust(role, oidcProviderArn(LOCATION, roleIssuer(role).issuer));
}

function keysOf({ iss: _, ...claims }: Claims, issuer: string): Record<string, string> {
  const keys: Record<string, string> = {};
  for (const [claim, value] of Object.entries<string | undefined>(claims)) {
    if (value !== undefined) keys[`${issuer}:${claim}`] = value;
  }
  return keys;
}
