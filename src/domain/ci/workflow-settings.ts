import { roleArn, type AwsLocation, type RegistryLocation } from "../aws/arn";
import { type TokenIssuer } from "./issuers";
import { type CiAccess } from "./breadth";
import { type ScanKind, type FindingSeverity } from "../images/scan-kinds";

/** Platforms that run workflows. */
export const CI_PLATFORMS = ["github", "gitlab"] as const;
/**
 * A platform that runs workflows and issues OIDC tokens to them.
 * @useDeclaredType
 */
export type CiPlatform = (typeof CI_PLATFORMS)[number];

/** Platforms whose push workflows are printed. Bitbucket's tokens have settings of their own, so its roles are `oidc` roles. */
export const WORKFLOW_PLATFORMS = [...CI_PLATFORMS, "bitbucket"] as const;
export type WorkflowPlatform = (typeof WORKFLOW_PLATFORMS)[number];

/** Where a workflow keeps its build cache: in ECR, or in GitHub's cache. */
export type CacheKind = "registry" | "gha";

/** The level of detail of build provenance. `max` contains the build arguments. */
export const PROVENANCE_MODES = ["min", "max"] as const;
export type ProvenanceMode = (typeof PROVENANCE_MODES)[number];

/** How BuildKit builds an image. */
export interface ImageBuild {
  /** Platforms of the image, such as `linux/arm64`. @default - the runner's platform */
  readonly platforms?: readonly string[];
  /** @default - none */
  readonly provenance?: ProvenanceMode;
  /** Whether an SBOM is pushed with the image. @default false */
  readonly sbom?: boolean;
  /** @default - none */
  readonly cache?: CacheKind;
}

/** The repository and tag of a build cache. */
export interface BuildCache {
  readonly repositoryName: string;
  readonly tag: string;
  /** What lifecycle rules do to the cache, for readers of the workflow. */
  readonly notes: readonly string[];
}

/** A job that deploys the image after the gate. */
export interface Deployment {
  /** Shell command that finds the image with its digest in `IMAGE`. */
  readonly command: string;
  /** Name of the platform's deployment environment. */
  readonly environment: string;
}

/** A repository that a workflow pushes to. */
export interface CiRepository {
  readonly name: string;
  /** Folder of the Dockerfile, relative to the checkout. */
  readonly context: string;
  /** Tags that move to the new image after each push, such as `latest`. The repository's mutability allows it. */
  readonly movingTags: readonly string[];
  /** Whether the workflow must start the scan, because the repository does not scan on push. */
  readonly startScan: boolean;
  /** Where the build cache is in ECR. @default - not in ECR */
  readonly cache?: BuildCache;
}

/** The scan results that fail a workflow. */
export interface ScanGate {
  /** Severities of findings that fail the workflow, at least one. */
  readonly failOn: readonly FindingSeverity[];
  /** Timeout of the scan in seconds, at least 1. */
  readonly waitSeconds: number;
  /** How the registry scans images. With `enhanced`, the workflow asks Amazon Inspector whether a scan has finished. */
  readonly scanning: ScanKind;
}

/** The settings of a workflow. */
export interface CiWorkflowSettings {
  readonly location: RegistryLocation;
  /** At least one. */
  readonly repositories: readonly CiRepository[];
  /** Those of a pull-through cache, whose images the workflow imports. @default - none */
  readonly importRepositories?: readonly string[];
  /** ARN of the role that the workflow assumes, in the registry's account. */
  readonly roleArn: string;
  /** Branch from which images are pushed. */
  readonly branch: string;
  /** @default - the workflow pushes images whatever the scan finds */
  readonly gate?: ScanGate;
  /** @default - docker builds for the runner's platform, without a cache */
  readonly build?: ImageBuild;
  /** Requires a single repository. @default - the workflow deploys nothing */
  readonly deploy?: Deployment;
  /** Name of Bitbucket's deployment environment that the role trusts. @default - the role trusts steps without one */
  readonly deployment?: string;
  /** URL of the GitLab instance that signs the tokens, without a slash at the end. */
  readonly gitlabUrl: string;
  /** URL of the GitHub instance that signs the tokens. @default - github.com */
  readonly githubUrl?: string;
  /** Issuer and audience of the tokens that the role trusts. @default - the platform's */
  readonly tokens?: TokenIssuer;
  /** Numeric IDs of GitHub's owner and repository in the role's trust policy. @default - it names the project without IDs */
  readonly sourceIds?: string;
  /** The command that prints the workflow, for the comment at its top. */
  readonly command: string;
  /**
   * The stack that creates the role, and the project that may assume it.
   * @default - the role is created by hand
   */
  readonly madeBy?: {
    readonly stack: string;
    readonly project: string;
    /** Whether the stack creates the IAM OIDC provider too. */
    readonly makesProvider: boolean;
  };
}

/** Defaults of a workflow's settings. */
export const CI_DEFAULTS = { branch: "main", gitlabUrl: "https://gitlab.com", scanning: "basic" } as const;

/** Default name of the role that a workflow assumes. @param platform name of the platform; capitals become `-` and a small letter */
export function defaultRoleName(environment: string, platform: string, access: CiAccess = "push"): string {
  const kebab = platform.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `${environment}-${kebab}-ecr-${access}`;
}

/** ARN of the role with the default name. */
export function defaultRoleArn(location: AwsLocation, environment: string, platform: WorkflowPlatform): string {
  return roleArn(location, defaultRoleName(environment, platform));
}
