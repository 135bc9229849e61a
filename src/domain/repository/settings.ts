import { z } from "zod";
import { type LifecyclePolicy } from "../lifecycle-policy/schema";
import { type PolicyDocument } from "../iam/policy";
import { type Tags } from "../aws/tags";

export const TAG_MUTABILITIES = ["MUTABLE", "IMMUTABLE", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION"] as const;
export const ENCRYPTION_TYPES = ["AES256", "KMS", "KMS_DSSE"] as const;
export const DELETION_POLICIES = ["Delete", "Retain", "Orphan"] as const;

/**
 * Whether a push can overwrite an existing tag. The `_WITH_EXCLUSION` values exempt tags that match the filters.
 * @useDeclaredType
 */
export type TagMutability = (typeof TAG_MUTABILITIES)[number];
/**
 * `AES256` (ECR's keys), `KMS` (a KMS key) or `KMS_DSSE` (two layers, only in AWS GovCloud).
 * @useDeclaredType
 */
export type EncryptionType = (typeof ENCRYPTION_TYPES)[number];
/**
 * What happens when a repository's declaration is removed. `Delete` deletes the repository. With `Retain` or `Orphan`,
 * Terraform rejects the plan until the name is released. `ecr destroy` does not destroy `Retain` repositories and leaves
 * `Orphan` ones in AWS.
 * @useDeclaredType
 */
export type DeletionPolicy = (typeof DELETION_POLICIES)[number];

/** Settings that are policies, which are separate resources in Terraform. */
export const POLICY_SETTINGS = ["lifecyclePolicy", "repositoryPolicy"] as const;
/**
 * A setting that is a policy, which is a separate resource in Terraform.
 * @useDeclaredType
 */
export type PolicySetting = (typeof POLICY_SETTINGS)[number];

/**
 * Encryption at rest. If you change it, Terraform replaces the repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export interface EncryptionConfiguration {
  /** Which keys encrypt the images. */
  readonly encryptionType: EncryptionType;
  /**
   * ARN of a KMS key in the repository's region, or `alias/<name>`, which Terraform looks up at plan time.
   * @default - the AWS managed key `aws/ecr`
   */
  readonly kmsKey?: string;
}

/**
 * A repository's settings with defaults applied. The keys are those of the operator's `ECRRepository`.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
export interface RepositorySettings {
  /**
   * Whether a push can overwrite an existing tag.
   * @default "IMMUTABLE"
   */
  readonly imageTagMutability: TagMutability;
  /**
   * Tags that are exempt from the mutability setting: 1 to 5 filters, each with at most 128 characters and two `*`, only with a
   * `*_WITH_EXCLUSION` value.
   * @default []
   */
  readonly imageTagMutabilityExclusionFilters: readonly string[];
  /**
   * Whether ECR scans each image for vulnerabilities when it is pushed.
   * @default true
   */
  readonly scanOnPush: boolean;
  /**
   * Encryption at rest. If you change it, Terraform replaces the repository.
   * @default - `AES256`
   */
  readonly encryptionConfiguration: EncryptionConfiguration;
  /**
   * Which images ECR deletes or archives automatically.
   * @default - none
   */
  readonly lifecyclePolicy?: LifecyclePolicy;
  /**
   * Repository policy, which grants access to other principals. Its statements have no `Resource`.
   * @default - none
   */
  readonly repositoryPolicy?: PolicyDocument;
  /**
   * Tags of the repository, in addition to the provider's default tags.
   * @default - none
   */
  readonly tags: Tags;
  /**
   * What happens when the declaration is removed.
   * @default "Delete"
   */
  readonly deletionPolicy: DeletionPolicy;
  /**
   * Whether deleting the repository also deletes its images. Otherwise AWS rejects the deletion of a repository that has
   * images.
   * @default false
   */
  readonly forceDelete: boolean;
}

/** Defaults for settings that neither a repository nor its environment sets. */
export const REPOSITORY_DEFAULTS = {
  imageTagMutability: "IMMUTABLE",
  imageTagMutabilityExclusionFilters: [],
  scanOnPush: true,
  encryptionConfiguration: { encryptionType: "AES256" },
  tags: {},
  deletionPolicy: "Delete",
  forceDelete: false,
} as const satisfies RepositorySettings;

/** Descriptions of the settings for the JSON Schema, the module's variables and the documentation. */
export const DESCRIPTIONS = {
  repositoryName: "Name of the repository: 2 to 256 characters. Slashes separate namespaces, as in `team/api`.",
  description:
    "Purpose of the repository. It is shown next to the repository but not sent to AWS, because ECR does not have such a field.",
  imageTagMutability:
    "Whether a push can overwrite an existing tag; `IMMUTABLE` prevents it. The `_WITH_EXCLUSION` values exempt tags that match the filters.",
  imageTagMutabilityExclusionFilters:
    "Tags that are exempt from the mutability setting, such as `latest` or `dev-*`: 1 to 5 filters, each with at most 128 characters and two `*`. Requires AWS provider 6.8 or later.",
  scanOnPush: "Whether ECR scans each image for vulnerabilities when it is pushed.",
  encryptionConfiguration: "Encryption at rest. If you change it, Terraform replaces the repository.",
  encryptionType: "`AES256` (ECR's keys), `KMS` (a KMS key) or `KMS_DSSE` (two layers, only in AWS GovCloud).",
  kmsKey:
    "KMS key in the repository's region: its ARN, or an alias that Terraform looks up at plan time. Defaults to the AWS managed key `aws/ecr`.",
  lifecyclePolicy:
    "Which images ECR deletes or archives automatically: the name of one of the environment's policies, `none`, or a policy.",
  repositoryPolicy:
    "Repository policy, which grants access to other principals: a document without `Resource`, or its JSON text.",
  pullPrincipals: "Principals that may pull: account IDs (12 digits, quoted) or ARNs of IAM roles and users.",
  pushPrincipals: "Principals that may push and pull: account IDs (12 digits, quoted) or ARNs of IAM roles and users.",
  tags: "Tags of the repository, in addition to the environment's. At most 50 tags in total, with keys of up to 128 characters and values of up to 256.",
  deletionPolicy:
    "What happens when the entry is removed. `Delete` deletes the repository. With `Retain` or `Orphan`, Terraform rejects the plan until the name is under `removed` or `released`. `ecr destroy` refuses to destroy a stack with `Retain` repositories, and leaves `Orphan` repositories in AWS.",
  forceDelete:
    "Whether deleting the repository also deletes its images. Otherwise, AWS refuses to delete a repository that contains images.",
} as const;

const EXCLUSION_FILTER = /^[0-9a-zA-Z._*-]{1,128}$/;

const exclusionFilter = z
  .string()
  .regex(EXCLUSION_FILTER, {
    error: ({ input }) =>
      `expected 1 to 128 letters, digits and . _ - *, as in "latest" or "dev-*", found ${JSON.stringify(input)}`,
  })
  .refine((filter) => (filter.match(/\*/g) ?? []).length <= 2, {
    error: ({ input }) => `expected at most two "*", found ${JSON.stringify(input)}`,
  });

export const imageTagMutabilitySchema = z.enum(TAG_MUTABILITIES).describe(DESCRIPTIONS.imageTagMutability);
export const exclusionFiltersSchema = z
  .array(exclusionFilter)
  .max(5)
  .describe(DESCRIPTIONS.imageTagMutabilityExclusionFilters);
export const scanOnPushSchema = z.boolean().describe(DESCRIPTIONS.scanOnPush);
export const deletionPolicySchema = z.enum(DELETION_POLICIES).describe(DESCRIPTIONS.deletionPolicy);
export const forceDeleteSchema = z.boolean().describe(DESCRIPTIONS.forceDelete);
export const encryptionConfigurationSchema = z
  .strictObject({
    encryptionType: z.enum(ENCRYPTION_TYPES).describe(DESCRIPTIONS.encryptionType),
    kmsKey: z.string().min(1).max(2048).describe(DESCRIPTIONS.kmsKey).optional(),
  })
  .describe(DESCRIPTIONS.encryptionConfiguration);
