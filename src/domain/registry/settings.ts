import { type PolicyDocument } from "../iam/policy";
import { type Tags } from "../aws/tags";
import { type EncryptionConfiguration } from "../repository/settings";
import { type LifecyclePolicy } from "../lifecycle-policy/schema";

export const SCAN_TYPES = ["BASIC", "ENHANCED"] as const;
export const SCAN_FREQUENCIES = ["SCAN_ON_PUSH", "CONTINUOUS_SCAN"] as const;

export type ScanType = (typeof SCAN_TYPES)[number];
export type ScanFrequency = (typeof SCAN_FREQUENCIES)[number];

/** Which repositories are scanned how often; all others are not scanned by themselves. */
export interface ScanningRule {
  readonly scanFrequency: ScanFrequency;
  /** Names of repositories, in which `*` stands for any characters. */
  readonly repositoryFilters: readonly string[];
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryScanningConfiguration.html */
export interface RegistryScanning {
  readonly scanType: ScanType;
  readonly rules: readonly ScanningRule[];
}

export interface ReplicationDestination {
  readonly region: string;
  /** Account id of the other registry. @default - the registry's own account */
  readonly account?: string;
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ReplicationRule.html */
export interface ReplicationRule {
  readonly destinations: readonly ReplicationDestination[];
  /** Beginnings of names of the repositories that are replicated. @default - all repositories */
  readonly repositoryPrefixes?: readonly string[];
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html */
export interface PullThroughCacheRule {
  /** Where images of the other registry are found here, or `ROOT` for names as they are there. */
  readonly ecrRepositoryPrefix: string;
  /** Host name of the other registry. */
  readonly upstreamRegistryUrl: string;
  /** ARN of the secret with the name and token for the other registry. */
  readonly credentialArn?: string;
  /** ARN of the role by which ECR reads another account's registry. */
  readonly customRoleArn?: string;
  /** Beginning of the names in the other registry, or `ROOT`. */
  readonly upstreamRepositoryPrefix?: string;
}

/** Why ECR makes repositories by itself. */
export const TEMPLATE_USES = ["PULL_THROUGH_CACHE", "REPLICATION"] as const;
export type TemplateUse = (typeof TEMPLATE_USES)[number];

/**
 * Settings of repositories that ECR makes by itself; the longest prefix that fits a name counts.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepositoryCreationTemplate.html
 */
export interface CreationTemplate {
  /** Beginning of the names that it is for, or `ROOT` for those of no other template. */
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
  /** ARN of the role by which ECR tags the repositories, or encrypts them with a key. */
  readonly customRoleArn?: string;
}

/** What ECR makes of a template that does not say otherwise: tags of a cache move as those of the other registry do. */
export const TEMPLATE_DEFAULTS = {
  imageTagMutability: "MUTABLE",
  encryptionConfiguration: { encryptionType: "AES256" },
  tags: {},
} as const satisfies Partial<CreationTemplate>;

/**
 * What an account has once in a region: the settings of its whole private registry. What is left out is not managed, and stays
 * as it is in AWS.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-settings.html
 */
export interface RegistrySettings {
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

/** Stands for the whole registry where a prefix is asked for. */
export const ROOT = "ROOT";
