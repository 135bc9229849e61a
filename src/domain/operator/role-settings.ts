import { type Tags } from "../aws/tags";
import { type OperatorCluster } from "./clusters";
import { ROLE_LIMITS, type RoleSettings } from "../iam/role-limits";
import { type OperatorPermissions } from "./permissions";
import { type TrustedServiceAccount } from "./service-account-subject";

const SESSION = ROLE_LIMITS.sessionSeconds;

/** The operator's role: its trust policy and its permissions. */
export interface OperatorRoleSettings extends OperatorPermissions, RoleSettings {
  /**
   * Name of the role, 1 to 64 letters, digits and `_+=,.@-`. Its policies are named `<roleName>-1`, `<roleName>-2` and so on.
   * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
   */
  readonly roleName: string;
  /** The clusters whose operators assume the role, at least one. */
  readonly clusters: readonly OperatorCluster[];
  /**
   * The ServiceAccounts that may assume the role in each cluster, at least one. Names with the wildcards `*` and `?` are
   * compared with `StringLike`. All other names are compared exactly.
   */
  readonly serviceAccounts: readonly TrustedServiceAccount[];
  /**
   * IAM path of the role and its policies: starts and ends with a slash, at most 512 characters.
   * @default "/"
   */
  readonly path?: string;
  /**
   * Description of the role, at most 1,000 characters.
   * @default - a sentence that contains the operator's name
   */
  readonly description?: string;
  /**
   * ARN of the managed policy that limits the role's permissions.
   * @default - none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   */
  readonly permissionsBoundary?: string;
  /**
   * Tags of the role, its policies and the OIDC providers created for it.
   * @default - only the provider's default tags
   */
  readonly tags?: Tags;
  /**
   * The account's quota for the length of a trust policy, 2,048 to 8,192 characters. Set it after AWS has raised the quota.
   * @default 2048
   */
  readonly trustPolicyQuota?: number;
}

export const OPERATOR_ROLE_DEFAULTS = {
  path: "/",
  description: "Infra Operator: manages its own ECR repositories from Kubernetes",
  maxSessionDuration: 3600,
  allowDelete: false,
} as const;

/** Name of one of the role's policies: `<roleName>-1`, `<roleName>-2` and so on. */
export const policyName = (roleName: string, number: number | string): string => `${roleName}-${number}`;

export const policyDescription = (roleName: string): string => `What the role ${roleName} may do`;

/** Descriptions of settings, for the JSON Schema, the module's variables and the documentation. */
export const DESCRIPTIONS = {
  roleName: "Name of the role.",
  path: "IAM path of the role.",
  description: "Description of the role.",
  permissionsBoundary: "ARN of the managed policy that limits the role's permissions.",
  maxSessionDuration: `Maximum session duration in seconds, ${SESSION.least} to ${SESSION.most}.`,
  trustPolicyQuota: "The account's quota for the length of a trust policy in characters, if AWS has raised it.",
  manages:
    "Repositories that the operator owns: prefixes that end in `/`, and exact names. Terraform must not manage them.",
  allowDelete:
    "Whether the operator may delete repositories. The operator then also deletes their images, even if a manifest sets `deletionPolicy: Retain` or `Orphan`.",
  kmsKeys: "ARNs of the KMS keys that encrypt the operator's repositories.",
} as const;
