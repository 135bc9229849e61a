import { type Tags } from "../aws/tags";
import { type OperatorCluster } from "./clusters";
import { ROLE_LIMITS } from "../iam/role-limits";
import { type OperatorPermissions } from "./permissions";
import { type TrustedServiceAccount } from "./trust-policy";

const SESSION = ROLE_LIMITS.sessionSeconds;

/** The operator's role: who assumes it, and what it may do. */
export interface OperatorRoleSettings extends OperatorPermissions {
  /**
   * Name of the role, 1 to 64 letters, digits and `_+=,.@-`. Its policies are called `<roleName>-1`, `<roleName>-2` and so on.
   * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
   */
  readonly roleName: string;
  /** The clusters whose operators assume the role, at least one. */
  readonly clusters: readonly OperatorCluster[];
  /**
   * The ServiceAccounts that the operators run under, at least one; in each cluster. `*` and `?` are wildcards and are
   * compared by `StringLike`, everything else exactly.
   */
  readonly serviceAccounts: readonly TrustedServiceAccount[];
  /**
   * Path of the role and its policies: begins and ends with a slash, at most 512 characters.
   * @default "/"
   */
  readonly path?: string;
  /**
   * What the role is for, at most 1,000 characters.
   * @default - a sentence with the operator's name
   */
  readonly description?: string;
  /**
   * ARN of the managed policy that bounds what the role may ever do.
   * @default - none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   */
  readonly permissionsBoundary?: string;
  /**
   * Longest session, in seconds, 3,600 to 43,200.
   * @default 3600
   */
  readonly maxSessionDuration?: number;
  /**
   * Tags of the role, its policies and the OIDC providers created for it.
   * @default - none but the provider's default tags
   */
  readonly tags?: Tags;
  /**
   * Characters that the account's trust policies may have, 2,048 to 8,192. Set it after AWS has raised the quota.
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

/** The role's policies by their names: `<roleName>-1`, `<roleName>-2` and so on. */
export const policyName = (roleName: string, number: number | string): string => `${roleName}-${number}`;

export const policyDescription = (roleName: string): string => `What the role ${roleName} may do`;

/** What settings mean, in words: for the JSON Schema, the module's variables and the documentation. */
export const DESCRIPTIONS = {
  roleName: "Name of the role.",
  path: "IAM path of the role.",
  description: "Description of the role.",
  permissionsBoundary: "ARN of the policy that bounds the role.",
  maxSessionDuration: `Longest session, in seconds: ${SESSION.least} to ${SESSION.most}.`,
  trustPolicyQuota: "Characters that a trust policy may have, once AWS has raised the account's quota.",
  manages:
    'Repositories that the operator owns: prefixes that end in "/", and exact names. Terraform declares none of them.',
  allowDelete:
    "Whether the operator may delete repositories. It always deletes the images too, whatever a manifest's deletionPolicy says.",
  kmsKeys: "ARNs of the KMS keys that the operator's repositories are encrypted with.",
} as const;
