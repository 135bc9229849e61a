import { type Tags } from "../core/tags";
import { type OperatorCluster } from "./clusters";
import { type OperatorPermissions } from "./permissions";
import { type TrustedServiceAccount } from "./trust-policy";

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
} as const;
