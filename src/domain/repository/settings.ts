import { z } from "zod";
import { type LifecyclePolicy } from "../lifecycle-policy/schema";
import { type PolicyDocument } from "../iam/policy";
import { type Tags } from "../aws/tags";

export const TAG_MUTABILITIES = ["MUTABLE", "IMMUTABLE", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION"] as const;
export const ENCRYPTION_TYPES = ["AES256", "KMS", "KMS_DSSE"] as const;
export const DELETION_POLICIES = ["Delete", "Retain", "Orphan"] as const;

export type TagMutability = (typeof TAG_MUTABILITIES)[number];
export type EncryptionType = (typeof ENCRYPTION_TYPES)[number];
export type DeletionPolicy = (typeof DELETION_POLICIES)[number];

/** Settings of a repository that are policies, each a resource of its own in Terraform. */
export const POLICY_SETTINGS = ["lifecyclePolicy", "repositoryPolicy"] as const;
export type PolicySetting = (typeof POLICY_SETTINGS)[number];

export interface EncryptionConfiguration {
  readonly encryptionType: EncryptionType;
  /** ARN of the key, or `alias/<name>`, which is looked up when Terraform plans. */
  readonly kmsKey?: string;
}

/**
 * All that one repository is, defaults applied. The keys are those of the operator's `ECRRepository`.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
export interface RepositorySettings {
  readonly imageTagMutability: TagMutability;
  /** Tags to which the mutability does not apply; 1 to 5, only with a `*_WITH_EXCLUSION` value. */
  readonly imageTagMutabilityExclusionFilters: readonly string[];
  readonly scanOnPush: boolean;
  readonly encryptionConfiguration: EncryptionConfiguration;
  readonly lifecyclePolicy?: LifecyclePolicy;
  readonly repositoryPolicy?: PolicyDocument;
  readonly tags: Tags;
  readonly deletionPolicy: DeletionPolicy;
  /** Whether deleting the repository deletes the images in it. */
  readonly forceDelete: boolean;
}

/** What a repository gets where neither it nor its environment says otherwise. */
export const REPOSITORY_DEFAULTS = {
  imageTagMutability: "IMMUTABLE",
  imageTagMutabilityExclusionFilters: [],
  scanOnPush: true,
  encryptionConfiguration: { encryptionType: "AES256" },
  tags: {},
  deletionPolicy: "Delete",
  forceDelete: false,
} as const satisfies RepositorySettings;

/** What each setting means, in words: for the JSON Schema, the module's variables and the documentation. */
export const DESCRIPTIONS = {
  repositoryName: "Name of the repository, 2 to 256 characters; slashes make namespaces, as in `team/api`.",
  description:
    "What the repository is for. ECR has no such field: it is shown beside the repository and not sent to AWS.",
  imageTagMutability:
    "Whether a tag can be pushed again: `IMMUTABLE` tags stay what they are. The `_WITH_EXCLUSION` values except the tags that the filters match.",
  imageTagMutabilityExclusionFilters:
    "Tags that the mutability does not apply to, such as `latest` or `dev-*`: 1 to 5 filters of at most 128 characters and 2 `*`. Needs AWS provider 6.8 or later.",
  scanOnPush: "Whether ECR scans each image for vulnerabilities when it is pushed.",
  encryptionConfiguration:
    "Encryption at rest. Fixed when the repository is created: a change replaces the repository.",
  encryptionType: "`AES256` (keys of ECR), `KMS` (a key in KMS), or `KMS_DSSE` (two layers, in AWS GovCloud only).",
  kmsKey:
    "ARN of the KMS key, in the repository's region; without one ECR uses its own key `aws/ecr`. An alias is looked up at plan time.",
  lifecyclePolicy:
    "Which images ECR deletes or archives by itself: the name of one of the environment's policies, `none`, or the policy itself.",
  repositoryPolicy: "Who else may use the repository: a policy document, or its JSON text. It has no `Resource`.",
  pullPrincipals: "Who may pull: account ids (12 digits, quoted) or ARNs of IAM roles and users.",
  pushPrincipals: "Who may push and pull: account ids (12 digits, quoted) or ARNs of IAM roles and users.",
  tags: "Tags of the repository, on top of the environment's: at most 50 together, keys up to 128 characters, values up to 256.",
  deletionPolicy:
    "What happens when the entry is removed: `Delete` deletes the repository. With `Retain` and `Orphan`, Terraform refuses the plan until the name is under `removed` or `released`. `ecr destroy` refuses `Retain`, and leaves `Orphan` in AWS.",
  forceDelete:
    "Whether deleting the repository also deletes the images in it. Without it AWS refuses to delete one that has images.",
} as const;

const EXCLUSION_FILTER = /^[0-9a-zA-Z._*-]{1,128}$/;

/** One exclusion filter: a tag, with at most two `*`. */
const exclusionFilter = z
  .string()
  .regex(EXCLUSION_FILTER, {
    error: ({ input }) =>
      `found ${JSON.stringify(input)}; a filter has 1 to 128 letters, digits, ".", "_", "-" and "*", as in "latest" or "dev-*"`,
  })
  .refine((filter) => (filter.match(/\*/g) ?? []).length <= 2, {
    error: ({ input }) => `found ${JSON.stringify(input)}; a filter has at most two "*"`,
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
