import { parseArn, partitionOf, registryHost, repositoryArn, type AwsLocation } from "../aws/arn";
import { type PolicyDocument } from "../iam/policy";
import { ruleId } from "../policy-lint/rules";
import { error, oneOf, prefixed, quoteValue, valuesAt, warning, type Problem } from "../problems/problem";
import { checkRegion } from "../aws/region";
import { checkRegistryPolicyOnce } from "../repository/check";
import { writtenStatements } from "../repository-policy/draft";
import { checkExclusions, checkPrefixes } from "./addresses";
import { type PolicyPlace } from "../repository-policy/place";
import { checkQuotaAlarms } from "./quota-alarms";
import { checkTemplates } from "./check-templates";
import { isKnownUpstream, PUBLIC_UPSTREAMS, SIGNED_UPSTREAMS, upstreamAccount, requiresCredentials } from "./upstreams";
import {
  REGISTRY_LIMITS,
  ROOT,
  type AccountSettings,
  type PullThroughCacheRule,
  type RegistryScanning,
  type RegistrySettings,
  type ReplicationDestination,
  type ReplicationRule,
} from "./settings";

/**
 * Checks a registry's settings together, and against its location.
 * @param location of the registry, if known
 * @param place what else is known about where the policy applies
 */
export function checkRegistrySettings(
  settings: RegistrySettings,
  location?: AwsLocation,
  place?: PolicyPlace,
): Problem[] {
  const { scanning, replication = [], policy, pullThroughCache = [] } = settings;
  return [
    ...(scanning === undefined ? [] : prefixed(["scanning"], checkScanning(scanning))),
    ...prefixed(["replication"], checkReplication(replication, location)),
    ...prefixed(["accountSettings"], checkAccountSettings(settings.accountSettings)),
    ...(policy === undefined
      ? []
      : prefixed(["policy"], checkPolicy(policy, settings.accountSettings, { location, ...place }))),
    ...prefixed(["pullThroughCache"], checkPullThroughCache(pullThroughCache, location)),
    ...checkTemplates(settings, location),
    ...prefixed(["quotaAlarms"], settings.quotaAlarms ? checkQuotaAlarms(settings.quotaAlarms, location) : []),
    ...prefixed(
      ["pullTimeUpdateExclusions"],
      checkExclusions(settings.pullTimeUpdateExclusions ?? [], location?.account),
    ),
    ...prefixed(["imports"], checkImports(settings)),
  ];
}

/** Only what is declared can be imported. */
function checkImports({ imports = [], ...settings }: RegistrySettings): Problem[] {
  return imports.flatMap((setting, index) => {
    if (imports.indexOf(setting) < index)
      return [error("registry/imports", [index], `expected each setting once, found ${setting} twice. Remove one`)];
    if (settings[setting] !== undefined) return [];
    const message = `expected a declared setting of the registry, found ${setting}. Declare it under registry, or remove it from imports`;
    return [error("registry/imports", [index], message)];
  });
}

function checkScanning({ scanType, rules }: RegistryScanning): Problem[] {
  return rules.flatMap(({ scanFrequency }, index) => {
    const at = ["rules", index, "scanFrequency"];
    if (scanType === "BASIC" && scanFrequency === "CONTINUOUS_SCAN") {
      const message =
        "expected SCAN_ON_PUSH with scanType BASIC, found CONTINUOUS_SCAN. Write SCAN_ON_PUSH, or scanType: ENHANCED";
      return [error("registry/scan-frequency", at, message)];
    }
    if (rules.findIndex((other) => other.scanFrequency === scanFrequency) === index) return [];
    const message = `expected one rule for each frequency, found a second rule with ${scanFrequency}. Merge the filters of both rules into one rule`;
    return [error("registry/scan-frequency", at, message)];
  });
}

const destinationKey = ({ region, account }: ReplicationDestination): string => `${account ?? ""} ${region}`;

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html */
function checkReplication(rules: readonly ReplicationRule[], location: AwsLocation | undefined): Problem[] {
  const keys = new Set(rules.flatMap(({ destinations }) => destinations.map(destinationKey)));
  const limit = REGISTRY_LIMITS.replicationDestinations;
  const message = `expected at most ${limit} different destinations across all rules, found ${keys.size}`;
  const tooMany = keys.size > limit ? [error("registry/destinations", [], message)] : [];
  const invalid = rules.flatMap(({ destinations }, rule) =>
    destinations.flatMap((destination, index) => {
      const at = [rule, "destinations", index];
      if (destinations.findIndex((other) => destinationKey(other) === destinationKey(destination)) < index) {
        const { region, account } = destination;
        const name = account === undefined ? region : `${region} in account ${account}`;
        return [error("registry/destination", at, `expected each destination once, found ${name} twice. Remove one`)];
      }
      return location === undefined ? [] : prefixed(at, checkDestination(destination, location));
    }),
  );
  return [...tooMany, ...invalid];
}

function checkDestination({ region, account }: ReplicationDestination, location: AwsLocation): Problem[] {
  if (region === location.region && (account ?? location.account) === location.account) {
    const message = `expected a different region or account, found ${region} in this account, which is this registry itself`;
    return [error("registry/destination", ["region"], message)];
  }
  const [partition, ownPartition] = [partitionOf(region), partitionOf(location.region)];
  if (partition === ownPartition) return checkRegion(region, "registry/destination", ["region"]);
  const message = `expected a region in the registry's partition, ${ownPartition}, found ${quoteValue(region)} in ${partition}. ECR does not replicate between partitions`;
  return [error("registry/destination", ["region"], message)];
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-basic.html */
function checkAccountSettings(settings: AccountSettings = {}): Problem[] {
  if (settings.BASIC_SCAN_TYPE_VERSION !== "CLAIR") return [];
  const message = "expected AWS_NATIVE, found CLAIR, which AWS no longer supports";
  return [warning("registry/scan-version", ["BASIC_SCAN_TYPE_VERSION"], message)];
}

/** Rule id for actions that the registry policy accepts only with scope V2. */
const WILDCARD_RULE = ruleId("wildcard-action", "registry-policy");
const SCOPE_RULE = ruleId("scope", "registry-policy");

/** Whether ECR rejects the policy unless the account's `REGISTRY_POLICY_SCOPE` is V2. */
export function needsPolicyScope2(policy: PolicyDocument): boolean {
  return checkRegistryPolicyOnce(policy).some(({ rule }) => rule === SCOPE_RULE);
}

/**
 * Checks the registry's policy like a repository's, and that its resources are repositories of this registry.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
function checkPolicy(
  policy: PolicyDocument,
  { REGISTRY_POLICY_SCOPE: scope }: AccountSettings = {},
  place: PolicyPlace,
): Problem[] {
  const { location } = place;
  const partition = location && partitionOf(location.region);
  return [
    ...checkRegistryPolicyOnce(policy, { partition, ...place }).flatMap((problem) => {
      // With V1, "ecr:*" means three actions.
      if (problem.rule === WILDCARD_RULE && scope === "V1") return [];
      if (problem.rule !== SCOPE_RULE || scope === undefined) return [problem];
      return scope === "V2" ? [] : [{ ...problem, severity: "error" as const }];
    }),
    ...(location === undefined ? [] : checkResources(policy, location)),
  ];
}

function checkResources(policy: PolicyDocument, location: AwsLocation): Problem[] {
  const arnStart = repositoryArn(location, "");
  return writtenStatements(policy).flatMap(({ at, raw }) =>
    valuesAt([...at, "Resource"], raw["Resource"]).flatMap(({ text }) => {
      if (typeof text !== "string" || text === "" || text === "*" || text.startsWith(arnStart)) return [];
      const message = `expected a repository in this registry, found ${quoteValue(text)}. Write ${arnStart}<name>, where * matches any characters`;
      return [warning("registry/policy-resource", [...at, "Resource"], message)];
    }),
  );
}

function checkPullThroughCache(rules: readonly PullThroughCacheRule[], location: AwsLocation | undefined): Problem[] {
  const prefixes = rules.map(({ ecrRepositoryPrefix }) => ecrRepositoryPrefix);
  return [
    ...checkPrefixes(prefixes, "ecrRepositoryPrefix", "registry/cache-prefix"),
    ...rules.flatMap((rule, index) => prefixed([index], checkUpstream(rule, location))),
  ];
}

function checkUpstream(rule: PullThroughCacheRule, location: AwsLocation | undefined): Problem[] {
  const { upstreamRegistryUrl: url, credentialArn, secret: name, ecrRepositoryPrefix, upstreamRepositoryPrefix } = rule;
  const problems: Problem[] = [];
  if (!isKnownUpstream(url)) {
    const known = oneOf([
      ...PUBLIC_UPSTREAMS,
      ...SIGNED_UPSTREAMS,
      "<name>.azurecr.io",
      "<account>.dkr.ecr.<region>.amazonaws.com",
    ]);
    const message = `expected a registry that ECR can cache (${known}), found ${quoteValue(url)}`;
    problems.push(warning("registry/upstream", ["upstreamRegistryUrl"], message));
  }
  if (requiresCredentials(url) && credentialArn === undefined && name === undefined) {
    const message = `expected a secret for ${url}, found nothing. Write the secret's name as secret: ecr-pullthroughcache/<name>`;
    problems.push(error("registry/credentials", ["secret"], message));
  }
  if (credentialArn !== undefined && name !== undefined) {
    const message = `expected either credentialArn or secret, found both. Remove one`;
    problems.push(error("registry/credentials", ["secret"], message));
  }
  if (location === undefined) return problems;
  if ([false, true].some((dualStack) => url === registryHost({ ...location, dualStack }))) {
    const message = `expected a different registry, found ${quoteValue(url)}, which is this registry itself`;
    problems.push(error("registry/upstream", ["upstreamRegistryUrl"], message));
  }
  problems.push(...checkRole(rule, location));
  const secret = parseArn(credentialArn ?? "");
  if (secret !== undefined && (secret.region !== location.region || secret.account !== location.account)) {
    const message = `expected a secret in account ${location.account} and region ${location.region}, like the registry, found one in ${secret.account} and ${secret.region}`;
    problems.push(error("registry/credentials", ["credentialArn"], message));
  }
  if (ecrRepositoryPrefix === ROOT && upstreamRepositoryPrefix !== undefined && upstreamRepositoryPrefix !== ROOT) {
    const message = `expected ROOT, because ecrRepositoryPrefix is ROOT, found ${quoteValue(upstreamRepositoryPrefix)}. Write ROOT for both, or a prefix for both`;
    problems.push(error("registry/cache-prefix", ["upstreamRepositoryPrefix"], message));
  }
  return problems;
}

/** A role of the registry's own account, with which ECR reads the registry of another account. */
function checkRole({ upstreamRegistryUrl: url, customRoleArn: role }: PullThroughCacheRule, { account }: AwsLocation) {
  const at = ["customRoleArn"];
  const owner = upstreamAccount(url);
  if (role === undefined) {
    const message = `expected a role that may read ${url} in account ${owner ?? ""}, found nothing. Write the ARN of a role in the registry's account, ${account}`;
    return owner === undefined || owner === account ? [] : [error("registry/upstream-role", at, message)];
  }
  if (owner === undefined) {
    const message = `expected no role with ${url}, found ${quoteValue(role)}. Only ECR registries in other accounts need a role`;
    return [error("registry/upstream-role", at, message)];
  }
  const roleAccount = parseArn(role)?.account;
  if (roleAccount === account) return [];
  const message = `expected a role in the registry's account, ${account}, found one in ${roleAccount ?? ""}`;
  return [error("registry/upstream-role", at, message)];
}
