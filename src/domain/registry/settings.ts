import { type PolicyDocument } from "../iam/policy";
import { type RegistryKey } from "./key";
import { type QuotaAlarms } from "./quota-alarms";
import { type CreationTemplate, type TemplateRole } from "./template-settings";

export const SCAN_TYPES = ["BASIC", "ENHANCED"] as const;
export const SCAN_FREQUENCIES = ["SCAN_ON_PUSH", "CONTINUOUS_SCAN"] as const;

/**
 * `BASIC` scans operating system packages. `ENHANCED` uses Amazon Inspector, which is billed separately.
 * @useDeclaredType
 */
export type ScanType = (typeof SCAN_TYPES)[number];
/**
 * When images are scanned. `CONTINUOUS_SCAN` scans images again when new vulnerabilities become known, and requires `ENHANCED`.
 * @useDeclaredType
 */
export type ScanFrequency = (typeof SCAN_FREQUENCIES)[number];

/** Which repositories are scanned, and when. Other repositories are not scanned automatically. */
export interface ScanningRule {
  /** When the images are scanned. */
  readonly scanFrequency: ScanFrequency;
  /** Names of repositories, 1 to 100; `*` matches any characters. */
  readonly repositoryFilters: readonly string[];
}

/**
 * How images are scanned in all repositories in the registry. With `ENHANCED`, a repository's `scanOnPush` has no effect.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutRegistryScanningConfiguration.html
 */
export interface RegistryScanning {
  /** Scanner of the whole registry. */
  readonly scanType: ScanType;
  /** Rules that select the repositories to scan automatically, at most 2. */
  readonly rules: readonly ScanningRule[];
}

/** A registry to which ECR copies images. */
export interface ReplicationDestination {
  /** Region of the destination registry. */
  readonly region: string;
  /**
   * Account ID of the destination registry, 12 digits.
   * @default - the registry's own account
   */
  readonly account?: string;
}

/**
 * Which repositories ECR copies to which registries, starting with the next push. Older images are not copied.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ReplicationRule.html
 */
export interface ReplicationRule {
  /** Registries that receive the images. At most 25 different registries across all rules. */
  readonly destinations: readonly ReplicationDestination[];
  /**
   * Name prefixes of the repositories to copy, 1 to 100.
   * @default - all repositories
   */
  readonly repositoryPrefixes?: readonly string[];
}

/**
 * An upstream registry whose images are cached when they are first pulled.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html
 */
export interface PullThroughCacheRule {
  /** Name prefix of the cached repositories, or `ROOT` to keep the upstream names. */
  readonly ecrRepositoryPrefix: string;
  /** Host name of the upstream registry. */
  readonly upstreamRegistryUrl: string;
  /**
   * ARN of the AWS Secrets Manager secret with the upstream registry's user name and token.
   * @default - `secret`, or the upstream registry is public
   */
  readonly credentialArn?: string;
  /**
   * Name of the secret, which Terraform looks up at plan time: `ecr-pullthroughcache/<name>`.
   * @default - `credentialArn`
   */
  readonly secret?: string;
  /**
   * ARN of the role with which ECR reads another account's private registry.
   * @default - none
   */
  readonly customRoleArn?: string;
  /**
   * Name prefix in the upstream registry, if that is a private ECR registry, or `ROOT`.
   * @default - not set
   */
  readonly upstreamRepositoryPrefix?: string;
}

export const POLICY_SCOPES = ["V1", "V2"] as const;
export const SCAN_VERSIONS = ["AWS_NATIVE", "CLAIR"] as const;
export const BLOB_MOUNTINGS = ["ENABLED", "DISABLED"] as const;

/** Names of the account settings, in the order of reports. */
export const ACCOUNT_SETTINGS = [
  "REGISTRY_POLICY_SCOPE",
  "BASIC_SCAN_TYPE_VERSION",
  "BLOB_MOUNTING",
] as const satisfies readonly (keyof AccountSettings)[];

/**
 * Account settings in the region, by their names in AWS. Settings that you leave out are not managed.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutAccountSetting.html
 */
export interface AccountSettings {
  /**
   * Whether the registry policy accepts all actions (`V2`), or only the actions for replication and the cache (`V1`).
   * @default - not managed
   */
  readonly REGISTRY_POLICY_SCOPE?: (typeof POLICY_SCOPES)[number];
  /**
   * Scanner for `BASIC` scanning: `AWS_NATIVE`, or `CLAIR`, which AWS no longer supports.
   * @default - not managed
   */
  readonly BASIC_SCAN_TYPE_VERSION?: (typeof SCAN_VERSIONS)[number];
  /** Whether repositories in the registry share layers. Requires AWS provider 6.29 or later. */
  readonly BLOB_MOUNTING?: (typeof BLOB_MOUNTINGS)[number];
}

/** Names of the settings, in the order of reports. */
export const REGISTRY_SETTINGS = [
  "accountSettings",
  "scanning",
  "replication",
  "policy",
  "pullThroughCache",
  "creationTemplates",
  "pullTimeUpdateExclusions",
] as const;

/**
 * Name of a setting of the registry.
 * @useDeclaredType
 */
export type RegistrySetting = (typeof REGISTRY_SETTINGS)[number];

/**
 * Settings of a private registry, which exist once per account and region. Settings that you leave out are not managed.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-settings.html
 */
export interface RegistrySettings {
  /**
   * Account settings in the region.
   * @default - not managed
   */
  readonly accountSettings?: AccountSettings;
  /**
   * How images are scanned.
   * @default - not managed
   */
  readonly scanning?: RegistryScanning;
  /**
   * Which repositories ECR copies to other registries. At most 10 rules.
   * @default - not managed
   */
  readonly replication?: readonly ReplicationRule[];
  /**
   * The registry policy: which accounts may replicate into the registry, or fill its cache.
   * @default - not managed
   */
  readonly policy?: PolicyDocument;
  /**
   * Upstream registries whose images ECR caches. At most 50 rules.
   * @default - not managed
   */
  readonly pullThroughCache?: readonly PullThroughCacheRule[];
  /**
   * Settings for repositories that ECR creates.
   * @default - not managed
   */
  readonly creationTemplates?: readonly CreationTemplate[];
  /**
   * Role that Terraform creates for templates with tags or a KMS key but without `customRoleArn`.
   * @default - none
   */
  readonly templateRole?: TemplateRole;
  /**
   * KMS key that Terraform creates for the repositories and templates that name its alias.
   * @default - none
   */
  readonly key?: RegistryKey;
  /**
   * CloudWatch alarms on the quotas of the API actions that pushes and pulls use.
   * @default - none
   */
  readonly quotaAlarms?: QuotaAlarms;
  /**
   * ARNs of IAM roles and users whose pulls do not count as an image's last pull. Requires AWS provider 6.28 or later.
   * @default - not managed
   */
  readonly pullTimeUpdateExclusions?: readonly string[];
  /**
   * Declared settings that exist in AWS and that the next deployment imports. Used only by environments.
   * @default - the settings replace whatever is in AWS
   */
  readonly imports?: readonly RegistrySetting[];
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
