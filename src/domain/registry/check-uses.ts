import { repositoryArn, type AwsLocation } from "../aws/arn";
import { type PolicyDocument } from "../iam/policy";
import { quoteValue, prefixed, warning, type Problem } from "../problems/problem";
import { type RepositorySettings } from "../repository/settings";
import { didYouMean } from "../text/suggestions";
import { listText } from "../text/format";
import { checkCachePullers } from "./check-cache-pullers";
import { cacheRuleOf, CREATE_ACTION, filterMatches, IMPORT_ACTION, namesBelow, prefixesOverlap } from "./names";
import { namesKey } from "./key";
import { ROOT, type RegistryScanning, type RegistrySettings } from "./settings";

/** A repository that the registry's settings apply to. */
export interface UsedRepository extends Pick<RepositorySettings, "scanOnPush" | "encryptionConfiguration"> {
  readonly repositoryName: string;
  /** The repository policy with its grants. */
  readonly policy?: PolicyDocument;
}

/** The repositories of an environment. */
export interface RegistryUses {
  readonly repositories: readonly UsedRepository[];
  /** Where `scanOnPush` is written: names of repositories, or `repositoryDefaults`. */
  readonly scanOnPush: readonly string[];
  /** Prefixes and names that the operator owns. */
  readonly manages: readonly string[];
}

/**
 * Warns where a registry's settings and an environment's repositories do not fit together.
 * @param location of the registry, if known
 */
export function checkRegistryUses(settings: RegistrySettings, uses: RegistryUses, location?: AwsLocation): Problem[] {
  return [
    ...(settings.scanning === undefined ? [] : prefixed(["scanning"], checkScanned(settings.scanning, uses))),
    ...checkReplicated(settings, uses),
    ...checkTemplateUses(settings),
    ...checkKeyUses(settings, uses),
    ...(location === undefined ? [] : checkTemplatePullers(settings, location)),
  ];
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html */
function checkScanned({ scanType, rules }: RegistryScanning, { repositories, scanOnPush }: RegistryUses): Problem[] {
  const filters = rules.flatMap(({ repositoryFilters }) => repositoryFilters);
  const isEnhanced = scanType === "ENHANCED";
  const unscanned = repositories
    .filter(
      (it) => (isEnhanced || !it.scanOnPush) && !filters.some((filter) => filterMatches(filter, it.repositoryName)),
    )
    .map(({ repositoryName }) => repositoryName);
  const problems: Problem[] = [];
  if (unscanned.length > 0 && (isEnhanced || rules.length > 0)) {
    const message = `expected a scanning rule for every repository, found none for ${listText(unscanned)}. ECR does not scan these repositories automatically. Add their names to repositoryFilters`;
    problems.push(warning("registry/unscanned", ["rules"], message));
  }
  if (isEnhanced && scanOnPush.length > 0) {
    const message = `scanOnPush has no effect with ENHANCED, because ECR uses only the scanning rules. Remove it from ${listText(scanOnPush)}`;
    problems.push(warning("registry/scan-on-push", ["scanType"], message));
  }
  return problems;
}

/** A registry may have settings for other environments' repositories, so an environment without repositories is not checked. */
function checkReplicated(settings: RegistrySettings, { repositories, manages }: RegistryUses): Problem[] {
  if (repositories.length === 0) return [];
  const names = repositories.map(({ repositoryName }) => repositoryName);
  const prefixes = [
    ...manages,
    ...(settings.pullThroughCache ?? []).map(({ ecrRepositoryPrefix: prefix }) => (prefix === ROOT ? "" : prefix)),
  ];
  const fits = (prefix: string): boolean =>
    [...names, ...prefixes].some((name) => name.startsWith(prefix)) || prefixes.some((it) => prefix.startsWith(it));
  return (settings.replication ?? []).flatMap(({ repositoryPrefixes = [] }, rule) =>
    repositoryPrefixes.flatMap((prefix, index) => {
      if (fits(prefix)) return [];
      const known = names.flatMap((name) => (name.includes("/") ? [`${name.slice(0, name.indexOf("/"))}/`] : []));
      const hint = didYouMean(prefix, [...new Set(known)]) || " Correct it, or remove it";
      const message = `expected a prefix of a repository in this environment, found ${quoteValue(prefix)}.${hint}`;
      return [warning("registry/replication-prefix", ["replication", rule, "repositoryPrefixes", index], message)];
    }),
  );
}

/** The operator's manifests, and other environments, may name the key too. */
function checkKeyUses({ key, creationTemplates = [] }: RegistrySettings, { repositories, manages }: RegistryUses) {
  if (key === undefined || manages.length > 0 || repositories.length === 0) return [];
  const isUsed = [...repositories, ...creationTemplates].some((it) => namesKey(it.encryptionConfiguration.kmsKey, key));
  if (isUsed) return [];
  const message = `expected a repository or template with kmsKey: ${key.alias}, found none. If you changed the alias, change kmsKey of the repositories that named the previous one. Otherwise, name the key in encryptionConfiguration of new repositories. ECR cannot change the encryption of existing repositories`;
  return [warning("registry/key-unused", ["key", "alias"], message)];
}

function checkTemplateUses({ creationTemplates = [], pullThroughCache = [] }: RegistrySettings): Problem[] {
  return creationTemplates.flatMap(({ prefix, appliedFor }, index) => {
    const isUsed =
      !appliedFor.includes("PULL_THROUGH_CACHE") ||
      prefix === ROOT ||
      pullThroughCache.some(({ ecrRepositoryPrefix }) => prefixesOverlap(prefix, ecrRepositoryPrefix));
    if (isUsed) return [];
    const message = `expected the prefix of a pullThroughCache rule, because appliedFor contains PULL_THROUGH_CACHE, found ${quoteValue(prefix)}, for which this environment does not declare a rule. Add a rule, or correct the prefix`;
    return [warning("registry/template-unused", ["creationTemplates", index, "prefix"], message)];
  });
}

function checkTemplatePullers(settings: RegistrySettings, location: AwsLocation): Problem[] {
  const { creationTemplates = [], pullThroughCache = [] } = settings;
  return creationTemplates.flatMap(({ prefix, appliedFor, repositoryPolicy }, index) => {
    const isCached = pullThroughCache.some(({ ecrRepositoryPrefix }) => prefixesOverlap(prefix, ecrRepositoryPrefix));
    if (!isCached || !appliedFor.includes("PULL_THROUGH_CACHE")) return [];
    return prefixed(
      ["creationTemplates", index],
      checkCachePullers({
        policy: repositoryPolicy,
        registry: settings.policy,
        resource: repositoryArn(location, `${namesBelow(prefix)}*`),
        account: location.account,
        actions: [IMPORT_ACTION, CREATE_ACTION],
      }),
    );
  });
}

/** Warns about other accounts that may pull from a declared repository of the cache, but not fill it. */
export function checkCachedRepository(
  settings: RegistrySettings,
  { repositoryName, policy }: UsedRepository,
  location: AwsLocation,
): Problem[] {
  if (cacheRuleOf(settings, repositoryName) === undefined) return [];
  return checkCachePullers({
    policy,
    registry: settings.policy,
    resource: repositoryArn(location, repositoryName),
    account: location.account,
    actions: [IMPORT_ACTION],
  });
}
