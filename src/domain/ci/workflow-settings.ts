import { roleArn, type AwsLocation, type RegistryLocation } from "../aws/arn";
import { type CiAccess } from "./breadth";
import { type ScanKind, type FindingSeverity } from "../images/scan-kinds";

/** Platforms that run workflows. */
export const CI_PLATFORMS = ["github", "gitlab"] as const;
/**
 * A platform that runs workflows and issues OIDC tokens to them.
 * @useDeclaredType
 */
export type CiPlatform = (typeof CI_PLATFORMS)[number];

/** A repository that a workflow pushes to. */
export interface CiRepository {
  readonly name: string;
  /** Folder of the Dockerfile, relative to the checkout. */
  readonly context: string;
  /** Tags that move to the new image after each push, such as `latest`. The repository's mutability allows it. */
  readonly movingTags: readonly string[];
  /** Whether the workflow must start the scan, because the repository does not scan on push. */
  readonly startScan: boolean;
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
  /** URL of the GitLab instance that signs the tokens, without a slash at the end. */
  readonly gitlabUrl: string;
  /** URL of the GitHub instance that signs the tokens. @default - github.com */
  readonly githubUrl?: string;
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
export function defaultRoleArn(location: AwsLocation, environment: string, platform: CiPlatform): string {
  return roleArn(location, defaultRoleName(environment, platform));
}
