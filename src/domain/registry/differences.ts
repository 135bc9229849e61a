import { parseArn, type AwsLocation } from "../aws/arn";
import { formatPath } from "../problems/problem";
import { compared, difference, differenceText, type RepositoryDifference } from "../repository/differences/difference";
import { lifecycleDifferences } from "../repository/differences/lifecycle-policy";
import { policyDifferences, sharesStatements } from "../repository/differences/repository-policy";
import { type ExistingRegistry, type ExistingReplicationRule, type ExistingTemplate } from "./existing";
import { namesBelow } from "./names";
import { ROOT, type PullThroughCacheRule, type RegistrySettings } from "./settings";
import { type CreationTemplate } from "./template-settings";
import { templateRoleArn } from "./template-role";

/**
 * A difference of a registry setting. `not-imported`: AWS has a setting that has nothing in common with the declared one, so
 * Terraform probably does not manage it, and a deployment replaces it. `changed`: changed outside Terraform, or not deployed yet.
 */
export interface RegistryDifference extends RepositoryDifference {
  readonly origin: "not-imported" | "changed";
}

type Registry = Omit<RegistrySettings, "replication"> & { readonly replication?: readonly ExistingReplicationRule[] };

/**
 * The differences between declared registry settings and AWS, field by field. Not compared: settings that are not declared or were not
 * read, and rules and templates that AWS has in addition, because Terraform does not change them.
 * @param location of the registry, to whose account destinations without an account belong
 */
export function registryDifferences(
  declared: RegistrySettings,
  location: AwsLocation,
  found: ExistingRegistry,
): RegistryDifference[] {
  const { replication, ...others } = declared;
  const registry: Registry = {
    ...others,
    ...(replication === undefined ? {} : { replication: replication.map((rule) => complete(rule, location.account)) }),
  };
  return [
    ...accountSettingDifferences(registry, found).map(changed),
    ...scanningDifferences(registry, found),
    ...replicationDifferences(registry, found),
    ...registryPolicyDifferences(registry, found),
    ...cacheDifferences(registry, found).map(changed),
    ...templateDifferences(registry, location, found).map(changed),
    ...exclusionDifferences(registry, found).map(changed),
  ];
}

/** One line, with what a deployment does if that is not to restore the declared value. */
export function registryDifferenceText(found: RegistryDifference): string {
  const consequence =
    found.origin === "changed"
      ? ""
      : " (the first deployment replaces the setting in AWS, and the plan does not show this)";
  return `${differenceText(found)}${consequence}`;
}

const changed = (it: RepositoryDifference): RegistryDifference => ({ ...it, origin: "changed" });

function withOrigin(differences: readonly RepositoryDifference[], isForeign: boolean): RegistryDifference[] {
  return differences.map((it) => ({ ...it, origin: isForeign ? "not-imported" : "changed" }));
}

function accountSettingDifferences({ accountSettings = {} }: Registry, found: ExistingRegistry) {
  const existing = found.accountSettings;
  if (existing === undefined) return [];
  return Object.entries(accountSettings).flatMap(([name, value]: [string, string | undefined]) =>
    value === undefined ? [] : compared(`accountSettings.${name}`, value, existing[name]),
  );
}

/** Lists are compared as sets. */
const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

function scanningDifferences({ scanning: declared }: Registry, { scanning: found }: ExistingRegistry) {
  if (declared === undefined || found === undefined) return [];
  const filters = (rules: (typeof found)["rules"]): Map<string, string[]> =>
    new Map(rules.map(({ scanFrequency, repositoryFilters }) => [scanFrequency, sorted(repositoryFilters)]));
  const [wanted, existing] = [filters(declared.rules), filters(found.rules)];
  const frequencies = [...new Set([...wanted.keys(), ...existing.keys()])];
  const ofRules = frequencies.flatMap((frequency) =>
    compared(`scanning ${frequency}, repositoryFilters`, wanted.get(frequency), existing.get(frequency)),
  );
  const sharesFilters = frequencies.some((frequency) =>
    wanted.get(frequency)?.some((filter) => existing.get(frequency)?.includes(filter) === true),
  );
  // Without rules, AWS's default is BASIC.
  const isForeign = existing.size === 0 ? found.scanType !== "BASIC" && declared.scanType === "BASIC" : !sharesFilters;
  return withOrigin([...compared("scanning.scanType", declared.scanType, found.scanType), ...ofRules], isForeign);
}

function complete(rule: NonNullable<RegistrySettings["replication"]>[number], account: string) {
  return {
    destinations: rule.destinations.map((it) => ({ region: it.region, account: it.account ?? account })),
    repositoryPrefixes: rule.repositoryPrefixes ?? [],
  };
}

/** Destinations by prefix, because the same replication can be written with different rules. */
function destinationsByPrefix(rules: readonly ExistingReplicationRule[]): Map<string, string[]> {
  const all = new Map<string, string[]>();
  for (const { destinations, repositoryPrefixes } of rules) {
    const names = destinations.map(({ account, region }) => `${account}/${region}`);
    for (const prefix of repositoryPrefixes.length === 0 ? ["of all repositories"] : repositoryPrefixes)
      all.set(prefix, sorted([...(all.get(prefix) ?? []), ...names]));
  }
  return all;
}

function replicationDifferences({ replication: declared }: Registry, { replication: found }: ExistingRegistry) {
  if (declared === undefined || found === undefined) return [];
  const [wanted, existing] = [destinationsByPrefix(declared), destinationsByPrefix(found)];
  const isForeign = [...existing.keys()].every((prefix) => !wanted.has(prefix));
  const prefixes = [...new Set([...wanted.keys(), ...existing.keys()])];
  return withOrigin(
    prefixes.flatMap((prefix) => compared(`replication ${prefix}`, wanted.get(prefix), existing.get(prefix))),
    existing.size > 0 && isForeign,
  );
}

function registryPolicyDifferences({ policy: declared }: Registry, { policy: found }: ExistingRegistry) {
  if (declared === undefined || found === undefined) return [];
  const differences = policyDifferences(declared, found.text).map((it) => ({
    ...it,
    field: it.field.replace(/^repositoryPolicy/, "policy"),
  }));
  return withOrigin(differences, found.text !== undefined && !sharesStatements(declared, found.text));
}

function cacheDifferences(
  { pullThroughCache: declared = [] }: Registry,
  { pullThroughCache: found }: ExistingRegistry,
) {
  if (found === undefined) return [];
  return declared.flatMap((rule) => {
    const at = `pullThroughCache ${rule.ecrRepositoryPrefix}`;
    const existing = found.find((it) => isSamePrefix(it.ecrRepositoryPrefix, rule.ecrRepositoryPrefix));
    if (existing === undefined) return [difference(at, rule.upstreamRegistryUrl, undefined)];
    const upstreamPrefix = (it: PullThroughCacheRule): string => it.upstreamRepositoryPrefix ?? ROOT;
    return [
      ...(["upstreamRegistryUrl", "customRoleArn"] as const).flatMap((key) =>
        compared(`${at}, ${key}`, rule[key], existing[key]),
      ),
      ...credentialDifferences(at, rule, existing.credentialArn),
      ...compared(`${at}, upstreamRepositoryPrefix`, upstreamPrefix(rule), upstreamPrefix(existing)),
    ];
  });
}

/** The ARN of a secret ends in its name, a hyphen and six characters. */
function credentialDifferences(at: string, { credentialArn, secret }: PullThroughCacheRule, found: string | undefined) {
  if (secret === undefined) return compared(`${at}, credentialArn`, credentialArn, found);
  const name = parseArn(found ?? "")?.resource.replace(/^secret:/, "");
  const isSame = name?.startsWith(`${secret}-`) === true && name.length === secret.length + SECRET_SUFFIX_LENGTH;
  return isSame ? [] : [difference(`${at}, secret`, secret, found)];
}

const SECRET_SUFFIX_LENGTH = "-AbCdEf".length;

/** A trailing slash makes no difference. */
function isSamePrefix(one: string, other: string): boolean {
  return namesBelow(one) === namesBelow(other);
}

function exclusionDifferences(
  { pullTimeUpdateExclusions: declared = [] }: Registry,
  { pullTimeUpdateExclusions: found }: ExistingRegistry,
): RepositoryDifference[] {
  const missing = declared.filter((principal) => found?.includes(principal) === false);
  return missing.map((principal) => difference("pullTimeUpdateExclusions", principal, undefined));
}

function templateDifferences(
  { creationTemplates: declared = [], templateRole }: Registry,
  location: AwsLocation,
  { creationTemplates: found }: ExistingRegistry,
): RepositoryDifference[] {
  if (found === undefined) return [];
  return declared.flatMap((template) => {
    const at = `creationTemplates ${template.prefix}`;
    const existing = found.find(({ prefix }) => isSamePrefix(prefix, template.prefix));
    if (existing === undefined) return [difference(at, sorted(template.appliedFor), undefined)];
    const customRoleArn = templateRoleArn(template, { templateRole }, location);
    return fieldsOfTemplate({ ...template, customRoleArn }, existing).map((it) => ({
      ...it,
      field: `${at}, ${it.field}`,
    }));
  });
}

function fieldsOfTemplate(declared: CreationTemplate, found: ExistingTemplate): RepositoryDifference[] {
  const { encryptionType, kmsKey } = declared.encryptionConfiguration;
  const tags = sorted([...Object.keys(declared.tags), ...Object.keys(found.tags)]);
  return [
    ...compared("appliedFor", sorted(declared.appliedFor), sorted(found.appliedFor)),
    ...compared("description", declared.description, found.description),
    ...compared("imageTagMutability", declared.imageTagMutability, found.imageTagMutability),
    ...compared(
      "imageTagMutabilityExclusionFilters",
      sorted(declared.imageTagMutabilityExclusionFilters ?? []),
      sorted(found.imageTagMutabilityExclusionFilters ?? []),
    ),
    ...compared("encryptionConfiguration.encryptionType", encryptionType, found.encryptionType),
    // Without a declared key, AWS returns the key that it uses. Which key an alias has is known only to KMS.
    ...(kmsKey === undefined || (kmsKey.startsWith("alias/") && found.kmsKey !== undefined)
      ? []
      : compared("encryptionConfiguration.kmsKey", kmsKey, found.kmsKey)),
    ...lifecycleDifferences(declared.lifecyclePolicy, found.lifecyclePolicyText),
    ...policyDifferences(declared.repositoryPolicy, found.repositoryPolicyText),
    ...tags.flatMap((key) => compared(formatPath(["tags", key]), declared.tags[key], found.tags[key])),
    ...compared("customRoleArn", declared.customRoleArn, found.customRoleArn),
  ];
}
