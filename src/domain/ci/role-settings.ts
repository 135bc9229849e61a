import { type AwsLocation } from "../aws/arn";
import { type PolicyDocument } from "../iam/policy";
import { type Tags } from "../aws/tags";
import { pushPolicy } from "./permissions";
import { CI_DEFAULTS, type CiPlatform } from "./workflow-settings";
import { ciTrustPolicy, subjectOf, tokenIssuer, type CiSource, type TokenIssuer } from "./trust-policy";
import { SCAN_KINDS } from "../images/scan-kinds";

/** Which scans a role may read; with `none` its workflow waits for no scan. */
export const CI_SCANNINGS = [...SCAN_KINDS, "none"] as const;
export type CiScanning = (typeof CI_SCANNINGS)[number];

/** The role of a workflow: who assumes it, and where it pushes to. */
export interface CiRoleSettings {
  /** Account and region of the repositories. */
  readonly location: AwsLocation;
  /** Name of the role, 1 to 64 letters, digits and `_+=,.@-`. */
  readonly roleName: string;
  /** Where the workflow runs. */
  readonly platform: CiPlatform;
  /** The project and the branch whose runs may assume the role. */
  readonly source: CiSource;
  /**
   * The GitLab that signs the tokens, without a slash at its end.
   * @default "https://gitlab.com"
   */
  readonly gitlabUrl?: string;
  /** Repositories that the role pushes to, at least one: prefixes that end in a slash (`team/`), and exact names. */
  readonly repositories: readonly string[];
  /**
   * Those of them that are not scanned at the push, by name, so that the workflow asks for the scan. Only with basic scanning.
   * @default - all are scanned at the push
   */
  readonly scannedOnRequest?: readonly string[];
  /**
   * How the registry scans the images whose scans the workflow reads: `basic`, `enhanced` (Amazon Inspector), or `none`.
   * @default "basic"
   */
  readonly scanning?: CiScanning;
  /**
   * Path of the role: begins and ends with a slash, at most 512 characters.
   * @default "/"
   */
  readonly path?: string;
  /**
   * What the role is for, at most 1,000 characters.
   * @default - a sentence with project and branch
   */
  readonly description?: string;
  /**
   * ARN of the managed policy that bounds what the role may ever do.
   * @default - none
   */
  readonly permissionsBoundary?: string;
  /**
   * Longest session, in seconds, 3,600 to 43,200.
   * @default 3600
   */
  readonly maxSessionDuration?: number;
  /**
   * Tags of the role.
   * @default - none but the provider's default tags
   */
  readonly tags?: Tags;
}

export const CI_ROLE_DEFAULTS = {
  path: "/",
  maxSessionDuration: 3600,
  scanning: CI_DEFAULTS.scanning,
  oidcProvider: "lookup",
} as const;

/** What settings mean, in words, where a role of this kind says something else than every role. */
export const DESCRIPTIONS = {
  repositories: "Repositories that the role pushes to: prefixes that end in `/`, and exact names.",
  scanning:
    "How the registry scans images, which tells what the workflow may read of a scan: `basic`, `enhanced` (Amazon Inspector), or `none` where it waits for no scan.",
  githubRepository: "The repository whose workflows may assume the role, as in `acme/api`.",
  githubIds:
    "Numbers of its owner and of itself, `123456/456789`, which GitHub's subjects have in repositories that were created, renamed or transferred since 15 July 2026.",
  gitlabProject: "The project whose pipelines may assume the role, as in `acme/backend/api`.",
  gitlabUrl: "The GitLab that signs the tokens.",
  branch: "The one branch whose runs may assume the role.",
} as const;

/** What the role is for, in words. */
export function defaultDescription({ source: { path, branch } }: CiRoleSettings): string {
  return `Pushes images from ${path}, branch ${branch}`;
}

/** Whose tokens the role takes. */
export function roleIssuer({ platform, location, gitlabUrl = CI_DEFAULTS.gitlabUrl }: CiRoleSettings): TokenIssuer {
  return tokenIssuer(platform, location, gitlabUrl);
}

/**
 * Who may assume the role.
 * @param providerArn ARN of IAM's OIDC provider for the issuer
 */
export function roleTrust(settings: CiRoleSettings, providerArn: string): PolicyDocument {
  return ciTrustPolicy(providerArn, roleIssuer(settings), subjectOf(settings.platform, settings.source));
}

/** What the role may do. */
export function rolePermissions(settings: CiRoleSettings): PolicyDocument {
  const { location, repositories, scannedOnRequest = [], scanning = CI_ROLE_DEFAULTS.scanning } = settings;
  return pushPolicy({
    location,
    repositories,
    // Amazon Inspector takes no requests.
    scannedOnRequest: scanning === "basic" ? scannedOnRequest : [],
    ...(scanning === "none" ? {} : { scanning }),
  });
}
