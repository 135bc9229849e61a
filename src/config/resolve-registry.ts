import { partitionOf, type AwsLocation } from "../domain/aws/arn";
import { type Path } from "../domain/problems/problem";
import { prefixesOverlap } from "../domain/registry/names";
import { type PullThroughCacheRule, type RegistrySettings } from "../domain/registry/settings";
import { TEMPLATE_DEFAULTS, type CreationTemplate } from "../domain/registry/template-settings";
import { repositoryPolicyDocument } from "../domain/repository-policy/document";
import { grantStatements } from "../domain/repository-policy/grants";
import { type Resolved } from "./resolve-repositories";
import { type WrittenRegistry, type WrittenTemplate } from "../domain/registry/schema";
import { type WrittenSettings } from "../domain/repository/schema";

/**
 * Registry settings with the policies that templates refer to by name.
 * @param caches every pull-through cache rule of the registry, also those of other environments
 * @param resolve resolves the repository settings at a path and reports their problems
 * @param at where the settings are
 */
export function resolveRegistry(
  written: WrittenRegistry | undefined,
  caches: readonly PullThroughCacheRule[],
  location: AwsLocation | undefined,
  resolve: (settings: WrittenSettings, at: Path, cached: boolean) => Resolved,
  at: Path = ["registry"],
): RegistrySettings | undefined {
  // `checkRegistrySettings` checks the policy later.
  const settings = written as RegistrySettings | undefined;
  if (written?.creationTemplates === undefined) return settings;
  const creationTemplates = written.creationTemplates.map((template, index) =>
    templateOf(template, location, (settings) =>
      resolve(settings, [...at, "creationTemplates", index], isCached(template, caches)),
    ),
  );
  return { ...settings, creationTemplates };
}

/** Whether a template applies to repositories of a pull-through cache. */
function isCached({ prefix, appliedFor }: WrittenTemplate, caches: readonly PullThroughCacheRule[]): boolean {
  if (!appliedFor.includes("PULL_THROUGH_CACHE")) return false;
  return caches.some(({ ecrRepositoryPrefix }) => prefixesOverlap(prefix, ecrRepositoryPrefix));
}

function templateOf(
  { prefix, appliedFor, description, customRoleArn, ...settings }: WrittenTemplate,
  location: AwsLocation | undefined,
  resolve: (settings: WrittenSettings) => Resolved,
): CreationTemplate {
  const { imageTagMutabilityExclusionFilters: filters } = settings;
  const resolved = resolve(settings);
  const partition = location === undefined ? "aws" : partitionOf(location.region);
  return {
    ...TEMPLATE_DEFAULTS,
    prefix,
    appliedFor,
    description,
    customRoleArn,
    imageTagMutability: settings.imageTagMutability ?? TEMPLATE_DEFAULTS.imageTagMutability,
    ...(filters === undefined ? {} : { imageTagMutabilityExclusionFilters: filters }),
    encryptionConfiguration: resolved.encryptionConfiguration,
    lifecyclePolicy: resolved.lifecyclePolicy,
    lifecyclePolicyName: resolved.lifecyclePolicyName,
    repositoryPolicy: repositoryPolicyDocument(resolved.repositoryPolicy, grantStatements(resolved, partition)),
    tags: settings.tags ?? TEMPLATE_DEFAULTS.tags,
  };
}
