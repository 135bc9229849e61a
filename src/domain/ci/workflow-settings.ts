import { roleArn, type AwsLocation } from "../aws/arn";
import { type ScanKind, type FindingSeverity } from "../images/scan-kinds";

/** Where workflows run. */
export const CI_PLATFORMS = ["github", "gitlab"] as const;
export type CiPlatform = (typeof CI_PLATFORMS)[number];

/** A repository that a workflow pushes to. */
export interface CiRepository {
  readonly name: string;
  /** Folder of the Dockerfile, seen from the checkout. */
  readonly context: string;
  /** Tags that are set anew after each push, such as `latest`; the repository's mutability allows them. */
  readonly movingTags: readonly string[];
  /** Whether somebody has to ask for the scan, since ECR does not scan at the push. */
  readonly startScan: boolean;
}

/** When a scan stops a workflow. */
export interface ScanGate {
  /** Severities of which one finding is too many, at least one. */
  readonly failOn: readonly FindingSeverity[];
  /** How long the scan may take, from 1. */
  readonly waitSeconds: number;
  /** Who scans the registry's images. Of `enhanced` scans, Amazon Inspector is asked whether they were done. */
  readonly scanning: ScanKind;
}

/** All that a workflow is made from. */
export interface CiWorkflowSettings {
  readonly location: AwsLocation;
  /** At least one. */
  readonly repositories: readonly CiRepository[];
  /** ARN of the role that the workflow assumes, in the registry's account. */
  readonly roleArn: string;
  /** Branch whose commits are pushed. */
  readonly branch: string;
  /** @default - images are pushed whatever the scan finds */
  readonly gate?: ScanGate;
  /** URL of the GitLab that signs the tokens, without a slash at its end. */
  readonly gitlabUrl: string;
  /** The command that makes the workflow, for its head. */
  readonly command: string;
  /**
   * Which stack makes the role, and for which project.
   * @default - somebody makes it by hand
   */
  readonly madeBy?: {
    readonly stack: string;
    readonly project: string;
    /** Whether it makes IAM's OIDC provider too. */
    readonly makesProvider: boolean;
  };
}

/** What a workflow is made with where nobody says otherwise. */
export const CI_DEFAULTS = { branch: "main", gitlabUrl: "https://gitlab.com", scanning: "basic" } as const;

/** Name of the role that a workflow assumes where nobody says otherwise. */
export function defaultRoleName(environment: string, platform: CiPlatform): string {
  return `${environment}-${platform}-ecr-push`;
}

/** Its ARN. */
export function defaultRoleArn(location: AwsLocation, environment: string, platform: CiPlatform): string {
  return roleArn(location, defaultRoleName(environment, platform));
}
