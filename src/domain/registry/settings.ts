import { type PolicyDocument } from "../iam/policy";
import { type Tags } from "../aws/tags";
import { type EncryptionConfiguration } from "../repository/settings";
import { type LifecyclePolicy } from "../lifecycle-policy/schema";

export const SCAN_TYPES = ["BASIC", "ENHANCED"] as const;
export const SCAN_FREQUENCIES = ["SCAN_ON_PUSH", "CONTINUOUS_SCAN"] as const;

export type ScanType = (typeof SCAN_TYPES)[number];
export type ScanFrequency = (typeof SCAN_FREQUENCIES)[number];

/** Which repositories are scanned, and when. Others are not scanned automatically. */
export interface ScanningRule {
  readonly scanFrequency: ScanFrequency;
  /** Names of repositories; `*` matches any characters. */
  readonly repositoryFilters: readonly string[];
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryScanningConfiguration.html */
export interface RegistryScanning {
  readonly scanType: ScanType;
  readonly rules: readonly ScanningRule[];
}

export interface ReplicationDestination {
  readonly region: string;
  /** Account ID of the other registry. @default - the registry's own account */
  readonly account?: string;
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ReplicationRule.html */
export interface ReplicationRule {
  readonly destinations: readonly ReplicationDestination[];
  /** Name prefixes of the repositories to replicate. @default - all repositories */
  readonly repositoryPrefixes?: readonly string[];
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html */
export interface PullThroughCacheRule {
  /** Name prefix of the cached repositories, or `ROOT` to keep the upstream names. */
  readonly ecrRepositoryPrefix: string;
  /** Host name of the upstream registry. */
  readonly upstreamRegistryUrl: string;
  /** ARN of the secret with the upstream registry's user name and token. */
  readonly credentialArn?: string;
  /** ARN of the role with which ECR reads another account's registry. */
  readonly customRoleArn?: string;
  /** Name prefix in the upstream registry, or `ROOT`. */
  readonly upstreamRepositoryPrefix?: string;
}

/** The features for which ECR creates repositories. */
export const TEMPLATE_USES = ["PULL_THROUGH_CACHE", "REPLICATION"] as const;
export type TemplateUse = (typeof TEMPLATE_USES)[number];

/**
 * Settings of repositories that ECR creates; the template with the longest matching prefix applies.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepositoryCreationTemplate.html
 */
export interface CreationTemplate {
  /** Name prefix of the repositories, or `ROOT` for those that match no other template. */
  readonly prefix: string;
  readonly appliedFor: readonly TemplateUse[];
  readonly description?: string;
  readonly imageTagMutability: "MUTABLE" | "IMMUTABLE";
  readonly encryptionConfiguration: EncryptionConfiguration;
  readonly lifecyclePolicy?: LifecyclePolicy;
  /** Key in the environment's `lifecyclePolicies`. @default - `lifecyclePolicy` has no name */
  readonly lifecyclePolicyName?: string;
  readonly repositoryPolicy?: PolicyDocument;
  readonly tags: Tags;
  /** ARN of the role with which ECR creates repositories with tags or a KMS key. */
  readonly customRoleArn?: string;
}

/** ECR's defaults for templates. Tags are mutable, because a cache follows the upstream registry's tags. */
export const TEMPLATE_DEFAULTS = {
  imageTagMutability: "MUTABLE",
  encryptionConfiguration: { encryptionType: "AES256" },
  tags: {},
} as const satisfies Partial<CreationTemplate>;

export const POLICY_SCOPES = ["V1", "V2"] as const;
export const SCAN_VERSIONS = ["AWS_NATIVE", "CLAIR"] as const;
export const BLOB_MOUNTINGS = ["ENABLED", "DISABLED"] as const;

/**
 * Account settings in the region, by their names in AWS. Settings that are left out are not managed.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutAccountSetting.html
 */
export interface AccountSettings {
  /** Whether the registry policy accepts all actions (`V2`), or only those of replication and the cache (`V1`). */
  readonly REGISTRY_POLICY_SCOPE?: (typeof POLICY_SCOPES)[number];
  /** Scanner of `BASIC` scanning. */
  readonly BASIC_SCAN_TYPE_VERSION?: (typeof SCAN_VERSIONS)[number];
  /** Whether repositories of the registry share layers. Requires AWS provider 6.29 or later. */
  readonly BLOB_MOUNTING?: (typeof BLOB_MOUNTINGS)[number];
}

/**
 * Settings of a private registry, which exist once per account and region. Settings that are left out are not managed.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-settings.html
 */
export interface RegistrySettings {
  readonly accountSettings?: AccountSettings;
  readonly scanning?: RegistryScanning;
  readonly replication?: readonly ReplicationRule[];
  readonly policy?: PolicyDocument;
  readonly pullThroughCache?: readonly PullThroughCacheRule[];
  readonly creationTemplates?: readonly CreationTemplate[];
}

/** AWS's limits. @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html */
export const REGISTRY_LIMITS = {
  scanningRules: 2,
  replicationRules: 10,
  replicationDestinations: 25,
  filtersOfARule: 100,
  pullThroughCacheRules: 50,
} as const;

/** A prefix that matches the whole registry. */
export const ROOT = "ROOT";
