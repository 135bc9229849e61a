import { type Tags } from "../aws/tags";
import { type PolicyDocument } from "../iam/policy";
import { type LifecyclePolicy } from "../lifecycle-policy/schema";
import { type EncryptionConfiguration, type TagMutability } from "../repository/settings";

/** The features for which ECR creates repositories. */
export const TEMPLATE_USES = ["PULL_THROUGH_CACHE", "REPLICATION", "CREATE_ON_PUSH"] as const;
/**
 * When ECR creates a repository: at the first pull through the cache, for replication into this registry, or at the first push.
 * `CREATE_ON_PUSH` requires AWS provider 6.28 or later.
 * @useDeclaredType
 */
export type TemplateUse = (typeof TEMPLATE_USES)[number];

/**
 * Settings of repositories that ECR creates; the template with the longest matching prefix applies.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepositoryCreationTemplate.html
 */
export interface CreationTemplate {
  /** Name prefix of the repositories, or `ROOT` for repositories that do not match any other template. */
  readonly prefix: string;
  /** When the template applies, at least one. */
  readonly appliedFor: readonly TemplateUse[];
  /**
   * Purpose of the template, at most 255 characters.
   * @default - none
   */
  readonly description?: string;
  /** Whether a push can overwrite an existing tag. */
  readonly imageTagMutability: TagMutability;
  /**
   * Tags that are exempt from the mutability setting, with the same limits as for repositories. Requires AWS provider 6.10 or later.
   * @default - none
   */
  readonly imageTagMutabilityExclusionFilters?: readonly string[];
  /** Encryption at rest of the created repositories. */
  readonly encryptionConfiguration: EncryptionConfiguration;
  /**
   * Lifecycle policy of the created repositories.
   * @default - none
   */
  readonly lifecyclePolicy?: LifecyclePolicy;
  /**
   * Key in the environment's `lifecyclePolicies`.
   * @default - `lifecyclePolicy` has no name
   */
  readonly lifecyclePolicyName?: string;
  /**
   * Repository policy of the created repositories.
   * @default - none
   */
  readonly repositoryPolicy?: PolicyDocument;
  /** Tags of the created repositories. The provider's default tags are not added. Tags require a role. */
  readonly tags: Tags;
  /**
   * ARN of the role that ECR assumes to create repositories with tags or a KMS key.
   * @default - the registry's `templateRole`
   */
  readonly customRoleArn?: string;
}

/** The role that Terraform creates. ECR assumes it to create repositories with tags or a KMS key. */
export interface TemplateRole {
  /** Name of the role, 1 to 64 letters, digits and `_+=,.@-`. */
  readonly roleName: string;
  /**
   * IAM path of the role: starts and ends with a slash, at most 512 characters.
   * @default "/"
   */
  readonly path?: string;
  /**
   * ARN of the managed policy that limits the role's permissions.
   * @default - none
   */
  readonly permissionsBoundary?: string;
}

/** ECR's defaults for templates. Tags are mutable, because a cache follows the upstream registry's tags. */
export const TEMPLATE_DEFAULTS = {
  imageTagMutability: "MUTABLE",
  encryptionConfiguration: { encryptionType: "AES256" },
  tags: {},
} as const satisfies Partial<CreationTemplate>;
