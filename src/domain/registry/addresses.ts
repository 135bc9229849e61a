import { parseArn } from "../aws/arn";
import { error, quoteValue, repeated, type Problem, type Repetition } from "../problems/problem";
import { terraformName } from "../terraform/terraform-name";
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
  const named = (type: string, ids: readonly string[], nameOf: (id: string) => string): ImportedAddress[] =>
    ids.map((id) => ({ to: `${type}.${nameOf(id)}`, id }));
  const cachePrefixes = pullThroughCache.map(({ ecrRepositoryPrefix }) => ecrRepositoryPrefix);
  const templatePrefixes = creationTemplates.map(({ prefix }) => prefix);
  const addresses: Readonly<Record<RegistrySetting, readonly ImportedAddress[]>> = {
    accountSettings: named("aws_ecr_account_setting", Object.keys(accountSettings), (name) => name.toLowerCase()),
    scanning: [{ to: "aws_ecr_registry_scanning_configuration.registry", id: account }],
    replication: [{ to: "aws_ecr_replication_configuration.registry", id: account }],
    policy: [{ to: "aws_ecr_registry_policy.registry", id: account }],
    pullThroughCache: named("aws_ecr_pull_through_cache_rule", cachePrefixes, prefixId),
    creationTemplates: named("aws_ecr_repository_creation_template", templatePrefixes, prefixId),
    pullTimeUpdateExclusions: named(EXCLUSION_TYPE, pullTimeUpdateExclusions, (principal) =>
      exclusionId(principal, account),
    ),
  };
  return imports.flatMap((setting) => addresses[setting]);
}

/** The Terraform name for a prefix. A trailing slash makes no difference. */
export function prefixId(prefix: string): string {
  return terraformName(prefix.replace(/\/$/, ""));
}

/** What was found, for a message about entries with the same Terraform name. */
export function twiceText({ entry, first }: Repetition<string, string>): string {
  return `${quoteValue(entry)} ${first === entry ? "twice" : `and ${quoteValue(first)}, which have the same Terraform name`}`;
}

/** Reports prefixes with the same Terraform name as an earlier one, each at the setting `key` of its entry. */
export function checkPrefixes(prefixes: readonly string[], key: string, rule: string): Problem[] {
  return repeated(prefixes, prefixId).map((found) =>
    error(rule, [found.index, key], `expected each prefix once, found ${twiceText(found)}`),
  );
}

/** Terraform type of an exclusion. The bindings do not have it. */
export const EXCLUSION_TYPE = "aws_ecr_pull_time_update_exclusion";

/**
 * The Terraform name of an exclusion: `role_scanners` for `arn:aws:iam::111122223333:role/scanners`, and
 * `role_scanners_111122223333` in the registry of another account.
 * @param account of the registry, if known
 */
export function exclusionId(principal: string, account: string | undefined): string {
  const arn = parseArn(principal);
  if (arn === undefined) return terraformName(principal);
  return terraformName(arn.account === account ? arn.resource : `${arn.resource}_${arn.account}`);
}

/** Reports principals with the same Terraform name as an earlier one. */
export function checkExclusions(principals: readonly string[], account: string | undefined): Problem[] {
  return repeated(principals, (principal) => exclusionId(principal, account)).map((found) =>
    error("registry/pull-time-exclusion", [found.index], `expected each principal once, found ${twiceText(found)}`),
  );
}
