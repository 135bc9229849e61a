import { type AwsLocation } from "../aws/arn";
import { type PolicyDocument } from "../iam/policy";
import { type RoleSettings } from "../iam/role-limits";
import { type Tags } from "../aws/tags";
import { type CiAccess } from "./breadth";
import { tokenIssuer, type TokenIssuer } from "./issuers";
import { accessPolicy, type CacheRepositories } from "./permissions";
import { sourceText, subjectsOf, type CiSource, type TokenPlatform } from "./source";
import { ciTrustPolicy } from "./trust-policy";
import { CI_DEFAULTS } from "./workflow-settings";
import { SCAN_KINDS } from "../images/scan-kinds";

/** How the registry scans the images; `none` if the workflow does not wait for scans. */
export const CI_SCANNINGS = [...SCAN_KINDS, "none"] as const;
/**
 * How the registry scans images: `basic`, `enhanced` (Amazon Inspector), or `none` if the workflow does not wait for scans.
 * @useDeclaredType
 */
export type CiScanning = (typeof CI_SCANNINGS)[number];

/** The role of a workflow: its trust policy and the repositories that it pushes to. */
export interface CiRoleSettings extends RoleSettings, CacheRepositories {
  /** Account and region of the repositories. */
  readonly location: AwsLocation;
  /** The platform that runs the workflow; `oidc` for any platform except GitHub and GitLab. */
  readonly platform: TokenPlatform;
  /** The project and the runs that may assume the role. */
  readonly source: CiSource;
  /**
   * The issuer and the audience of the tokens. Required with `oidc`.
   * @default - the platform's
   */
  readonly tokens?: TokenIssuer;
  /**
   * What the role may do with `repositories`: push and pull (`push`), only pull (`pull`), only read and start scans (`scan`), or only list
   * images for `ecr review` (`review`).
   * @default "push"
   */
  readonly access?: CiAccess;
  /**
   * The reason why the role may trust several projects or, if it pushes, runs other than those on named branches, tags and environments.
   * @default - such subjects are errors
   */
  readonly allowBroad?: string;
  /**
   * URL of the GitHub instance that signs the tokens, without a slash at the end: an Enterprise Server, or an enterprise with
   * data residency.
   * @default - github.com
   */
  readonly githubUrl?: string;
  /**
   * URL of the GitLab instance that signs the tokens, without a slash at the end.
   * @default "https://gitlab.com"
   */
  readonly gitlabUrl?: string;
  /** Repositories that the role may access, at least one: prefixes that end in a slash (`team/`), and exact names. */
  readonly repositories: readonly string[];
  /**
   * Names of repositories without scan on push. The workflow starts their scans. Only with basic scanning.
   * @default - all repositories scan on push
   */
  readonly scannedOnRequest?: readonly string[];
  /**
   * Repositories that the workflow pulls from, such as base images: prefixes that end in a slash, and exact names.
   * @default - none
   */
  readonly pullRepositories?: readonly string[];
  /**
   * Names and ARNs of the AWS Signer profiles with which ECR signs the images that the role pushes.
   * @default - none
   */
  readonly signingProfiles?: readonly string[];
  /**
   * How the registry scans images: `basic`, `enhanced` (Amazon Inspector), or `none`.
   * @default "basic"
   */
  readonly scanning?: CiScanning;
  /**
   * Description of the role, at most 1,000 characters.
   * @default - a sentence that names the project and the branch
   */
  readonly description?: string;
  /**
   * Tags of the role.
   * @default - only the provider's default tags
   */
  readonly tags?: Tags;
}

export const CI_ROLE_DEFAULTS = {
  path: "/",
  maxSessionDuration: 3600,
  scanning: CI_DEFAULTS.scanning,
  access: "push",
  oidcProvider: "lookup",
} as const;

/** Descriptions of settings that other roles do not have, or that mean something else for them. */
export const DESCRIPTIONS = {
  repositories: "Repositories to which `access` applies: prefixes that end in `/`, and exact names.",
  pullRepositories:
    "Repositories that the workflow pulls from, such as base images: prefixes that end in `/`, and exact names.",
  signingProfiles:
    "Names or ARNs of the AWS Signer profiles in the registry's signing configuration. ECR signs the images that the role pushes, and uses the role's own permissions to do so. Only with `access: push`.",
  scanning:
    "How the registry scans images: `basic`, `enhanced` (Amazon Inspector), or `none` if the workflow does not wait for scans. Determines which scan results the role may read.",
  access:
    "What the role may do with `repositories`: push and pull (`push`), only pull (`pull`), only start scans and read their results (`scan`), or only list images for `ecr review` (`review`).",
  allowBroad:
    "The reason why the role may trust several projects or, if it pushes, runs other than those on named branches, tags and environments. Without a reason, such a subject is an error.",
  githubRepository: "The GitHub repository whose workflows may assume the role, such as `acme/api`.",
  githubIds:
    "Numeric IDs of the owner and the repository, `123456/456789`. Required for repositories that were created, renamed or transferred since July 15, 2026, because their token subjects contain the IDs.",
  gitlabProject: "The GitLab project whose pipelines may assume the role, such as `acme/backend/api`.",
  gitlabUrl: "URL of the GitLab instance that signs the tokens.",
  branch: "The branch whose runs may assume the role. `*` is a wildcard: `release/*`.",
  tag: "The tag whose runs may assume the role. `*` is a wildcard: `v*`.",
  environment:
    "The GitHub environment whose jobs may assume the role. `*` is a wildcard. The tokens of these jobs do not contain a branch, so restrict the environment's branches on GitHub.",
  pullRequests: "Whether runs for pull requests may assume the role. A role that pushes also needs `allowBroad`.",
  workflow:
    "The reusable workflow that must run the job, with its ref: `acme/ci/.github/workflows/push.yaml@refs/heads/main`. The ref may contain `*`. Only for github.com.",
  formerly:
    "A previous project name to accept while you rename the project or switch to IDs: `acme/old-api`, or `acme@123456/old-api@456789` with IDs. Remove it afterwards, because someone else could claim the old name.",
  githubUrl:
    "URL of the GitHub instance that signs the tokens: an Enterprise Server, an enterprise with data residency (`https://acme.ghe.com`), or your own issuer.",
  protectedRefs:
    "Whether the branches and tags must be protected. The project's subjects must contain `ref_protected`.",
  deploymentTier:
    "The deployment tier of a protected environment that jobs must deploy to: `production`, `staging`, `testing`, `development` or `other`. The project's subjects must contain `environment_protected` and `deployment_tier`.",
  subjects:
    "Additional subjects, exactly as in the tokens' `sub` claim. `*` (any characters) and `?` (one character) are wildcards.",
} as const;

const VERBS = {
  push: "Pushes images from",
  pull: "Pulls images for",
  scan: "Reads scans of images for",
  review: "Lists images for reviews in",
} as const;

/** Default description of a role. */
export function defaultDescription({ source, access = CI_ROLE_DEFAULTS.access }: CiRoleSettings): string {
  return `${VERBS[access]} ${sourceText(source)}`.slice(0, DESCRIPTION_LENGTH);
}

/** IAM's limit on a role's description, in characters. */
const DESCRIPTION_LENGTH = 1000;

/** The issuer of the tokens that the role trusts. */
export function roleIssuer(settings: Pick<CiRoleSettings, "platform" | "location" | "tokens"> & Urls): TokenIssuer {
  const { platform, location, tokens, gitlabUrl = CI_DEFAULTS.gitlabUrl, githubUrl } = settings;
  if (tokens !== undefined) return tokens;
  if (platform === "oidc") throw new Error("expected the issuer and the audience of the tokens, found none");
  return tokenIssuer(platform, location, { gitlabUrl, ...(githubUrl === undefined ? {} : { githubUrl }) });
}

type Urls = Pick<CiRoleSettings, "gitlabUrl" | "githubUrl">;

/**
 * The trust policy of the role.
 * @param providerArn ARN of IAM's OIDC provider for the issuer
 */
export function roleTrust(settings: CiRoleSettings, providerArn: string): PolicyDocument {
  const { platform, source } = settings;
  return ciTrustPolicy(providerArn, {
    issuer: roleIssuer(settings),
    subjects: subjectsOf(platform, source),
    ...(source.workflow === undefined ? {} : { workflow: source.workflow }),
  });
}

/** The permissions of the role. */
export function rolePermissions(settings: CiRoleSettings): PolicyDocument {
  const { location, repositories, scannedOnRequest = [], scanning = CI_ROLE_DEFAULTS.scanning } = settings;
  const { pullRepositories, importRepositories, createRepositories, access = CI_ROLE_DEFAULTS.access } = settings;
  return accessPolicy(access, {
    location,
    repositories,
    pullRepositories,
    importRepositories,
    createRepositories,
    signingProfiles: settings.signingProfiles,
    // Amazon Inspector does not start scans on request.
    scannedOnRequest: scanning === "basic" ? scannedOnRequest : [],
    ...(scanning === "none" ? {} : { scanning }),
  });
}
