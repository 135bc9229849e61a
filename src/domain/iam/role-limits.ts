import { type AwsLocation } from "../aws/arn";

/**
 * IAM's limits on a role. `description` accepts Latin-1 without control characters.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export const ROLE_LIMITS = {
  name: /^[\w+=,.@-]{1,64}$/,
  path: /^\/([!-~]+\/)?$/,
  pathLength: 512,
  description: /^[\t\n\r\x20-\x7E\xA1-\xFF]{0,1000}$/,
  sessionSeconds: { least: 3600, most: 43_200 },
} as const;

/**
 * IAM's quota for a trust policy: `characters` by default, `most` after a quota increase.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const TRUST_POLICY_QUOTA = { characters: 2048, most: 8192 } as const;

/** The settings that all roles have, whoever assumes them. */
export interface RoleSettings {
  /** Account and region of the role. */
  readonly location: AwsLocation;
  /** Name of the role, 1 to 64 letters, digits and `_+=,.@-`. */
  readonly roleName: string;
  /**
   * IAM path of the role: starts and ends with a slash, at most 512 characters.
   * @default "/"
   */
  readonly path?: string;
  /**
   * Description of the role, at most 1,000 characters.
   * @default - none
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
}
