import { type Tags } from "../domain/aws/tags";
import { type ServiceAccountMode } from "../domain/operator/service-account-settings";
import { type TrustedServiceAccount } from "../domain/operator/service-account-subject";

/** The Kubernetes operator that manages its own repositories, and the IAM role that it assumes. */
export interface OperatorSettings {
  /** ServiceAccounts that may assume the role. `*` and `?` are wildcards, except in the first one, with which the operator runs. */
  readonly serviceAccounts: readonly TrustedServiceAccount[];
  /** Deployment of the operator, for restarts and the session name. */
  readonly deployment: string;
  /** Container of the Deployment that gets the session name. */
  readonly container: string;
  /** Name of the role, 1 to 64 letters, digits and `_+=,.@-`. */
  readonly roleName: string;
  /** IAM path of the role: starts and ends with a slash. */
  readonly path: string;
  /**
   * Description of the role, at most 1,000 characters.
   * @default - a sentence that contains the operator's name
   */
  readonly description?: string;
  /**
   * ARN of the managed policy that limits the role's permissions.
   * @default - none
   */
  readonly permissionsBoundary?: string;
  /** Maximum session duration in seconds, 3,600 to 43,200. */
  readonly maxSessionDuration: number;
  /** Tags of the role, its policies and the OIDC providers created for it. */
  readonly tags: Tags;
  /**
   * The account's quota for the length of a trust policy, 2,048 to 8,192 characters.
   * @default 2048
   */
  readonly trustPolicyQuota?: number;
  /** Prefixes (ending in `/`) and exact names of the repositories that the operator owns. */
  readonly manages: readonly string[];
  /** Whether the operator may delete repositories with their images. */
  readonly allowDelete: boolean;
  /** ARNs of the customer managed KMS keys that encrypt the operator's repositories. */
  readonly kmsKeyArns: readonly string[];
  /** What Terraform does with the operator's ServiceAccount. */
  readonly serviceAccountMode: ServiceAccountMode;
  /** Whether `create` also creates the namespace. */
  readonly createNamespace: boolean;
  /** Whether `annotate` replaces an annotation that another field manager has set. */
  readonly forceAnnotation: boolean;
  /** Whether the operator's pods restart when the role changes. */
  readonly restartOnRoleChange: boolean;
  /**
   * Fixed `AWS_ROLE_SESSION_NAME` for the operator's pods, 2 to 64 characters.
   * @default - not set
   */
  readonly sessionName?: string;
}
