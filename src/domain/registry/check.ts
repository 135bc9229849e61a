import { parseArn, partitionOf, registryHost, repositoryArn, type AwsLocation } from "../aws/arn";
import { type PolicyDocument } from "../iam/policy";
import { error, oneOf, quoteValue, prefixed, warning, type Problem } from "../problems/problem";
import { checkRegion } from "../aws/region";
import { checkRegistryPolicyOnce } from "../repository/check-policies";
import { valuesAt, writtenStatements } from "../repository-policy/draft";
import { checkTemplates } from "./check-templates";
import { checkPrefixes } from "./prefix";
import { isKnownUpstream, PUBLIC_UPSTREAMS, SIGNED_UPSTREAMS, upstreamAccount, wantsCredentials } from "./upstreams";
import {
  REGISTRY_LIMITS,
  ROOT,
  type PullThroughCacheRule,
  type RegistryScanning,
  type RegistrySettings,
  type ReplicationDestination,
  type ReplicationRule,
} from "./settings";

/**
 * What no single setting of a registry shows: how they fit together, and fit where the registry is.
 * @param location of the registry, where it is known
 */
export function checkRegistrySettings(settings: RegistrySettings, location?: AwsLocation): Problem[] {
  const { scanning, replication = [], policy, pullThroughCache = [] } = settings;
  return [
    ...(scanning === undefined ? [] : prefixed(["scanning"], checkScanning(scanning))),
    ...prefixed(["replication"], checkReplication(replication, location)),
    ...(policy === undefined ? [] : prefixed(["policy"], checkPolicy(policy, location))),
    ...prefixed(["pullThroughCache"], checkPullThroughCache(pullThroughCache, location)),
    ...prefixed(["creationTemplates"], checkTemplates(settings.creationTemplates ?? [])),
  ];
}

function checkScanning({ scanType, rules }: RegistryScanning): Problem[] {
  return rules.flatMap(({ scanFrequency }, index) => {
    const at = ["rules", index, "scanFrequency"];
    if (scanType === "BASIC" && scanFrequency === "CONTINUOUS_SCAN") {
      const message =
        "CONTINUOUS_SCAN with scanType BASIC, which scans on push only; write SCAN_ON_PUSH, or scanType: ENHANCED";
      return [error("registry/scan-frequency", at, message)];
    }
    if (rules.findIndex((other) => other.scanFrequency === scanFrequency) === index) return [];
    const message = `a second rule with ${scanFrequency}; put the filters of both into one`;
    return [error("registry/scan-frequency", at, message)];
  });
}

const nameOf = ({ region, account }: ReplicationDestination): string => `${account ?? ""} ${region}`;

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html */
function checkReplication(rules: readonly ReplicationRule[], location: AwsLocation | undefined): Problem[] {
  const all = new Set(rules.flatMap(({ destinations }) => destinations.map(nameOf)));
  const limit = REGISTRY_LIMITS.replicationDestinations;
  const many =
    all.size > limit
      ? [
          error(
            "registry/destinations",
            [],
            `${all.size} different destinations; at most ${limit} are allowed in all rules`,
          ),
        ]
      : [];
  const each = rules.flatMap(({ destinations }, rule) =>
    destinations.flatMap((destination, index) => {
      const at = [rule, "destinations", index];
      if (destinations.findIndex((other) => nameOf(other) === nameOf(destination)) < index) {
        return [error("registry/destination", at, "the same destination is there twice; leave one out")];
      }
      return location === undefined ? [] : prefixed(at, checkDestination(destination, location));
    }),
  );
  return [...many, ...each];
}

function checkDestination({ region, account }: ReplicationDestination, location: AwsLocation): Problem[] {
  if (region === location.region && (account ?? location.account) === location.account) {
    const message = `${region} of this account is the registry itself; name another region or account`;
    return [error("registry/destination", ["region"], message)];
  }
  const [theirs, ours] = [partitionOf(region), partitionOf(location.region)];
  const spelling = checkRegion(region, "registry/destination", ["region"]);
  if (theirs === ours) return spelling;
  const message = `${quoteValue(region)} is in the partition ${theirs}, the registry in ${ours}; ECR replicates within a partition only`;
  return [error("registry/destination", ["region"], message)];
}

/**
 * The registry's policy, checked as a repository's, and whether it is about repositories that are here.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
function checkPolicy(policy: PolicyDocument, location: AwsLocation | undefined): Problem[] {
  const partition = location === undefined ? undefined : partitionOf(location.region);
  return [
    ...checkRegistryPolicyOnce(policy, partition),
    ...(location === undefined ? [] : checkResources(policy, location)),
  ];
}

function checkResources(policy: PolicyDocument, location: AwsLocation): Problem[] {
  const here = repositoryArn(location, "");
  return writtenStatements(policy).flatMap(({ at, raw }) =>
    valuesAt([...at, "Resource"], raw["Resource"])
      .filter(({ text }) => typeof text === "string" && text !== "" && text !== "*" && !text.startsWith(here))
      .map(({ text }) =>
        warning(
          "registry/policy-resource",
          [...at, "Resource"],
          `${quoteValue(text)} is no repository of this registry; write ${here}<name>, where * stands for any characters`,
        ),
      ),
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
  const { upstreamRegistryUrl: url, credentialArn, ecrRepositoryPrefix, upstreamRepositoryPrefix } = rule;
  const found: Problem[] = [];
  if (!isKnownUpstream(url)) {
    const known = oneOf([
      ...PUBLIC_UPSTREAMS,
      ...SIGNED_UPSTREAMS,
      "<name>.azurecr.io",
      "<account>.dkr.ecr.<region>.amazonaws.com",
    ]);
    found.push(
      warning(
        "registry/upstream",
        ["upstreamRegistryUrl"],
        `${quoteValue(url)} is none that ECR is known to take: ${known}`,
      ),
    );
  }
  if (wantsCredentials(url) && credentialArn === undefined) {
    const message = `${url} without credentialArn; ECR signs in to it, name the secret ecr-pullthroughcache/<name>`;
    found.push(error("registry/credentials", ["credentialArn"], message));
  }
  if (location === undefined) return found;
  if (url === registryHost(location)) {
    found.push(
      error("registry/upstream", ["upstreamRegistryUrl"], `${quoteValue(url)} is the registry itself; name another`),
    );
  }
  found.push(...checkRole(rule, location));
  const secret = parseArn(credentialArn ?? "");
  if (secret !== undefined && (secret.region !== location.region || secret.account !== location.account)) {
    const message = `the secret is of ${secret.account} in ${secret.region}, the registry of ${location.account} in ${location.region}; ECR reads secrets of its own account and region only`;
    found.push(error("registry/credentials", ["credentialArn"], message));
  }
  if (ecrRepositoryPrefix === ROOT && upstreamRepositoryPrefix !== undefined && upstreamRepositoryPrefix !== ROOT) {
    const message = `${quoteValue(upstreamRepositoryPrefix)} with the prefix ROOT here; write ROOT for both, or a prefix for both`;
    found.push(error("registry/cache-prefix", ["upstreamRepositoryPrefix"], message));
  }
  return found;
}

/** The role is ours, and reads what is another account's. */
function checkRole({ upstreamRegistryUrl: url, customRoleArn: role }: PullThroughCacheRule, { account }: AwsLocation) {
  const at = ["customRoleArn"];
  const owner = upstreamAccount(url);
  if (role === undefined) {
    const message = `${url} is of the account ${owner ?? ""}; name the role of this account that may read it`;
    return owner === undefined || owner === account ? [] : [error("registry/upstream-role", at, message)];
  }
  if (owner === undefined) {
    return [
      error(
        "registry/upstream-role",
        at,
        `a role with ${url}, which is no ECR; ECR signs in to that with credentialArn, if at all`,
      ),
    ];
  }
  const theirs = parseArn(role)?.account;
  if (theirs === account) return [];
  return [
    error(
      "registry/upstream-role",
      at,
      `the role is of the account ${theirs ?? ""}; ECR takes one of its own, ${account}`,
    ),
  ];
}
