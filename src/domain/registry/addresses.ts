import { EXCLUSION_TYPE, exclusionId } from "./exclusions";
import { prefixId } from "./prefix";
import { type RegistrySetting, type RegistrySettings } from "./settings";

/** A Terraform address in a stack, and the id by which Terraform imports the resource. */
export interface ImportedAddress {
  readonly to: string;
  readonly id: string;
}

/**
 * The resources of the settings that the next deployment imports.
 * @param account of the registry, which is the id of settings that exist once
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecr_replication_configuration#import
 */
export function importedAddresses({ imports = [], ...settings }: RegistrySettings, account: string): ImportedAddress[] {
  const { accountSettings = {}, pullThroughCache = [], creationTemplates = [] } = settings;
  const { pullTimeUpdateExclusions = [] } = settings;
  const addresses: Readonly<Record<RegistrySetting, readonly ImportedAddress[]>> = {
    accountSettings: Object.keys(accountSettings).map((name) => ({
      to: `aws_ecr_account_setting.${name.toLowerCase()}`,
      id: name,
    })),
    scanning: [{ to: "aws_ecr_registry_scanning_configuration.registry", id: account }],
    replication: [{ to: "aws_ecr_replication_configuration.registry", id: account }],
    policy: [{ to: "aws_ecr_registry_policy.registry", id: account }],
    pullThroughCache: pullThroughCache.map(({ ecrRepositoryPrefix: prefix }) => ({
      to: `aws_ecr_pull_through_cache_rule.${prefixId(prefix)}`,
      id: prefix,
    })),
    creationTemplates: creationTemplates.map(({ prefix }) => ({
      to: `aws_ecr_repository_creation_template.${prefixId(prefix)}`,
      id: prefix,
    })),
    pullTimeUpdateExclusions: pullTimeUpdateExclusions.map((principal) => ({
      to: `${EXCLUSION_TYPE}.${exclusionId(principal, account)}`,
      id: principal,
    })),
  };
  return imports.flatMap((setting) => addresses[setting]);
}
