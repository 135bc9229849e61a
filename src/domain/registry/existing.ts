import { type ExistingPolicies } from "../repository/existing";
import { REGISTRY_SETTINGS, type PullThroughCacheRule, type RegistrySetting } from "./settings";

/** The scanning configuration in AWS. */
export interface ExistingScanning {
  readonly scanType: string;
  readonly rules: readonly { readonly scanFrequency: string; readonly repositoryFilters: readonly string[] }[];
}

/** A replication rule in AWS. Without prefixes, it applies to all repositories. */
export interface ExistingReplicationRule {
  readonly destinations: readonly { readonly region: string; readonly account: string }[];
  readonly repositoryPrefixes: readonly string[];
}

/** A creation template in AWS; policies are JSON. */
export interface ExistingTemplate extends ExistingPolicies {
  readonly prefix: string;
  readonly appliedFor: readonly string[];
  readonly description?: string;
  readonly imageTagMutability?: string;
  /** @default - none */
  readonly imageTagMutabilityExclusionFilters?: readonly string[];
  readonly encryptionType?: string;
  readonly kmsKey?: string;
  readonly customRoleArn?: string;
}

/** The settings of a registry in AWS. A setting that was not read has no key. */
export interface ExistingRegistry {
  /** Values by the names in AWS. */
  readonly accountSettings?: Readonly<Record<string, string | undefined>>;
  readonly scanning?: ExistingScanning;
  readonly replication?: readonly ExistingReplicationRule[];
  /** `text` is JSON; without it, the registry has no policy. */
  readonly policy?: { readonly text?: string };
  readonly pullThroughCache?: readonly PullThroughCacheRule[];
  readonly creationTemplates?: readonly ExistingTemplate[];
  /** ARNs of principals. */
  readonly pullTimeUpdateExclusions?: readonly string[];
}

/** The settings that are declared. */
export function declaredSettings(registry: Partial<Record<RegistrySetting, unknown>> | undefined): RegistrySetting[] {
  return REGISTRY_SETTINGS.filter((setting) => registry?.[setting] !== undefined);
}
