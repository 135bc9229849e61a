import { isDeepStrictEqual } from "node:util";
import { type Environment, type RepositoryDeclaration } from "../../../model/environment";
import { type Resolved } from "../../../config/resolve-repositories";
import { sameLifecycle, effectivePolicy } from "../../../operations/adoption/entry";
import { type FoundRepository } from "../../../operations/adoption/found";
import { samePolicy } from "../../../domain/repository-policy/same-policy";

/**
 * Settings of a declaration that differ from the repository. Missing default tags do not count.
 * @param defaults settings that the environment gives every repository
 */
export function differencesFrom(
  { settings, deletionPolicy }: FoundRepository,
  declared: RepositoryDeclaration,
  defaults: Resolved,
  { tags: inherited, location: { region } }: Environment,
): string[] {
  const { tags } = settings;
  const all = { ...inherited, ...declared.tags };
  const given = { ...inherited, ...defaults.tags };
  const checks: Readonly<Record<string, boolean>> = {
    imageTagMutability: settings.imageTagMutability === declared.imageTagMutability,
    imageTagMutabilityExclusionFilters: isDeepStrictEqual(
      [...settings.imageTagMutabilityExclusionFilters],
      [...declared.imageTagMutabilityExclusionFilters],
    ),
    scanOnPush: settings.scanOnPush === declared.scanOnPush,
    encryptionConfiguration: isDeepStrictEqual(settings.encryptionConfiguration, declared.encryptionConfiguration),
    lifecyclePolicy: sameLifecycle(settings.lifecyclePolicy, declared.lifecyclePolicy),
    repositoryPolicy: samePolicy(effectivePolicy(settings, region), effectivePolicy(declared, region)),
    tags: tags === undefined || isDeepStrictEqual({ ...given, ...tags }, all),
    deletionPolicy: deletionPolicy === undefined || deletionPolicy === declared.deletionPolicy,
    forceDelete: !declared.forceDelete,
  };
  return Object.entries(checks).flatMap(([name, same]) => (same ? [] : [name]));
}
