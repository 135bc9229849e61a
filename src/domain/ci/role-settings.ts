import { type AwsLocation } from "../aws/arn";
import { type PolicyDocument } from "../iam/policy";
import { type Tags } from "../aws/tags";
import { pushPolicy } from "./permissions";
import { CI_DEFAULTS, type CiPlatform } from "./workflow-settings";
import { ciTrustPolicy, subjectOf, tokenIssuer, type CiSource, type TokenIssuer } from "./trust-policy";
import { SCAN_KINDS } from "../images/scan-kinds";

/** How the registry scans the images; `none` if the workflow does not wait for scans. */
export const CI_SCANNINGS = [...SCAN_KINDS, "none"] as const;
/**
 * How the registry scans images: `basic`, `enhanced` (Amazon Inspector), or `none` if the workflow does not wait for scans.
 * @useDeclaredType
 */
export type CiScanning = (typeof CI_SCANNINGS)[number];

/** The role of a workflow: its trust policy and the repositories that it pushes to. */
export interface CiRoleSettings {
  /** Account and region of the repositories. */
  readonly location: AwsLocation;
  /** Name of the role, 1 to 64 letters, digits and `_+=,.@-`. */
  readonly roleName: string;
  /** The platform that runs the workflow. */
  readonly platform: CiPlatform;
  /** The project and the branch whose runs may assume the role. */
  readonly source: CiSource;
  /**
   * URL of the GitLab instance that signs the tokens, without a slash at the end.
   * @default "https://gitlab.com"
   */
  readonly gitlabUrl?: string;
  /** Repositories that the role pushes to, at least one: prefixes that end in a slash (`team/`), and exact names. */
  readonly repositories: readonly string[];
  /**
   * Names of the repositories without scan on push, whose scans the workflow starts. Only with basic scanning.
   * @default - all repositories scan on push
   */
  readonly scannedOnRequest?: readonly string[];
  /**
   * Repositories that the workflow pulls from, such as base images: prefixes that end in a slash, and exact names.
   * @default - none
   */
  readonly pullRepositories?: readonly string[];
  /**
   * Prefixes and exact names of a pull-through cache's repositories, from whose upstream registry the role imports images.
   * @default - none
   */
  readonly importRepositories?: readonly string[];
  /**
   * Prefixes and exact names of a pull-through cache's repositories that do not exist until the role pulls from them.
   * @default - none
   */
  readonly createRepositories?: readonly string[];
  /**
   * How the registry scans the images whose scans the workflow reads: `basic`, `enhanced` (Amazon Inspector), or `none`.
   * @default "basic"
   */
  readonly scanning?: CiScanning;
  /**
   * IAM path of the role: starts and ends with a slash, at most 512 characters.
   * @default "/"
   */
  readonly path?: string;
  /**
   * Description of the role, at most 1,000 characters.
   * @default - a sentence with the project and the branch
   */
  readonly description?: string;
  /**
   * ARN of the managed policy that limits the role's permissions.
   * @default - none
   */
  readonly permissionsBoundary?: string;
  /**
   * Maximum session duration in seconds, 3,600 to 43,200.
   * @default 3600
   */
  readonly maxSessionDuration?: number;
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
  oidcProvider: "lookup",
} as const;

/** Descriptions of settings that other roles do not have, or that mean something else for them. */
export const DESCRIPTIONS = {
  repositories: "Repositories that the role pushes to: prefixes that end in `/`, and exact names.",
  pullRepositories:
    "Repositories that the workflow pulls from, such as base images: prefixes that end in `/`, and exact names.",
  scanning:
    "How the registry scans images: `basic`, `enhanced` (Amazon Inspector), or `none` if the workflow does not wait for scans. Determines which scan results the role may read.",
  githubRepository: "The GitHub repository whose workflows may assume the role, such as `acme/api`.",
  githubIds:
    "Numeric IDs of the owner and the repository, `123456/456789`. Required for repositories that were created, renamed or transferred since July 15, 2026, because their token subjects contain the IDs.",
  gitlabProject: "The GitLab project whose pipelines may assume the role, such as `acme/backend/api`.",
  gitlabUrl: "URL of the GitLab instance that signs the tokens.",
  branch: "The only branch whose runs may assume the role.",
} as const;

/** Default description of a role. */
export function defaultDescription({ source: { path, branch } }: CiRoleSettings): string {
  return `Pushes images from ${path}, branch ${branch}`;
}

/** The issuer of the tokens that the role trusts. */
export function roleIssuer({ platform, location, gitlabUrl = CI_DEFAULTS.gitlabUrl }: CiRoleSettings): TokenIssuer {
  return tokenIssuer(platform, location, gitlabUrl);
}

/**
 * The trust policy of the role.
 * @param providerArn ARN of IAM's OIDC provider for the issuer
 */
export function roleTrust(settings: CiRoleSettings, providerArn: string): PolicyDocument {
  return ciTrustPolicy(providerArn, roleIssuer(settings), subjectOf(settings.platform, settings.source));
}

/** The permissions of the role. */
export function rolePermissions(settings: CiRoleSettings): PolicyDocument {
  const { location, repositories, scannedOnRequest = [], scanning = CI_ROLE_DEFAULTS.scanning } = settings;
  const { pullRepositories, importRepositories, createRepositories } = settings;
  return pushPolicy({
    location,
    repositories,
    pullRepositories,
    importRepositories,
    createRepositories,
    // Amazon Inspector does not start scans on request.
    scannedOnRequest: scanning === "basic" ? scannedOnRequest : [],
    ...(scanning === "none" ? {} : { scanning }),
  });
}
