import { isDeepStrictEqual } from "node:util";
import { partitionOf } from "../../domain/aws/arn";
import { type PolicyDocument } from "../../domain/iam/policy";
import { checkTags, type Tags } from "../../domain/aws/tags";
import { lifecycleDocument } from "../../domain/lifecycle-policy/document";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { oneOf } from "../../domain/problems/problem";
import { repositoryPolicyDocument } from "../../domain/repository-policy/document";
import { grantStatements } from "../../domain/repository-policy/grants";
import { samePolicy } from "../../domain/repository-policy/same-policy";
import { type RepositorySettings } from "../../domain/repository/settings";
import { type RepositoryDeclaration } from "../../model/environment";
import { type FoundRepository, type FoundSettings } from "./found";

/** Grants of a repository. An adopted one does not inherit any: it writes its own, or empty lists. */
type Grants = Pick<RepositoryDeclaration, "pull" | "push" | "grants">;

/** Settings that a repository inherits from its environment. */
export interface EntryDefaults {
  readonly settings: Omit<RepositorySettings, "tags"> & {
    readonly tags: Tags;
    readonly pullPrincipals: readonly string[];
    readonly pushPrincipals: readonly string[];
  } & Grants;
  /** Default tags of all resources in the environment. */
  readonly tags: Tags;
  readonly region: string;
  /** The value for "no policy". */
  readonly noPolicy: string;
}

/** A repository entry for a file, with its keys in a readable order. */
export type Entry = { readonly repositoryName: string } & Readonly<Record<string, unknown>>;

/**
 * The shortest entry that declares a repository as it is, without the environment's defaults.
 * @param nameOf name of an equal lifecycle policy of the environment, if there is one
 */
export function entryOf(
  { repositoryName, description, settings, deletionPolicy }: FoundRepository,
  defaults: EntryDefaults,
  nameOf: (policy: LifecyclePolicy) => string | undefined,
): Entry {
  const { settings: base } = defaults;
  return {
    repositoryName,
    ...(description === undefined ? {} : { description }),
    ...mutabilityEntry(settings, base),
    ...differing("scanOnPush", settings.scanOnPush, base.scanOnPush),
    ...differing("encryptionConfiguration", settings.encryptionConfiguration, base.encryptionConfiguration),
    ...lifecycleEntry(settings, defaults, nameOf),
    ...accessEntry(settings, defaults),
    ...tagsEntry(settings, defaults),
    ...(deletionPolicy === undefined ? {} : differing("deletionPolicy", deletionPolicy, base.deletionPolicy)),
    // AWS has no such setting, and inheriting it would be a change.
    ...(base.forceDelete ? { forceDelete: false } : {}),
  };
}

/** Default tags that the repository lacks, and that the next deployment adds. */
export function tagsToAdd({ settings }: FoundRepository, { settings: base, tags }: EntryDefaults): string[] {
  const { tags: own } = settings;
  if (own === undefined) return [];
  return Object.keys({ ...tags, ...base.tags }).filter((key) => !(key in own));
}

/** Why a repository that lacks default tags cannot be adopted with `--exact`. */
export function addedTagsFault(tags: readonly string[]): string {
  return `the first deployment would add the ${tags.length === 1 ? "tag" : "tags"} ${oneOf(tags, "and")}. To adopt the repository anyway, leave out --exact`;
}

/** Faults of a repository's tags combined with the default tags. */
export function tagFaults({ settings }: FoundRepository, { settings: base, tags }: EntryDefaults): string[] {
  return checkTags({ ...tags, ...base.tags, ...settings.tags }).map(({ message }) => message);
}

function differing(key: string, value: unknown, base: unknown): Record<string, unknown> {
  return isDeepStrictEqual(value, base) ? {} : { [key]: value };
}

function mutabilityEntry(
  { imageTagMutability, imageTagMutabilityExclusionFilters: filters }: FoundSettings,
  base: EntryDefaults["settings"],
): Record<string, unknown> {
  const same =
    imageTagMutability === base.imageTagMutability &&
    isDeepStrictEqual([...filters], [...base.imageTagMutabilityExclusionFilters]);
  if (same) return {};
  return {
    imageTagMutability,
    ...(filters.length === 0 ? {} : { imageTagMutabilityExclusionFilters: [...filters] }),
  };
}

function lifecycleEntry(
  { lifecyclePolicy }: FoundSettings,
  { settings: base, noPolicy }: EntryDefaults,
  nameOf: (policy: LifecyclePolicy) => string | undefined,
): Record<string, unknown> {
  if (sameLifecycle(lifecyclePolicy, base.lifecyclePolicy)) return {};
  if (lifecyclePolicy === undefined) return { lifecyclePolicy: noPolicy };
  return { lifecyclePolicy: nameOf(lifecyclePolicy) ?? lifecycleDocument(lifecyclePolicy) };
}

/** Whether two lifecycle policies are the same document for AWS. */
export function sameLifecycle(a: LifecyclePolicy | undefined, b: LifecyclePolicy | undefined): boolean {
  return isDeepStrictEqual(a && lifecycleDocument(a), b && lifecycleDocument(b));
}

type Access = Pick<FoundSettings, "repositoryPolicy" | "pullPrincipals" | "pushPrincipals"> & Grants;

function accessEntry(found: Access, { settings: base, region, noPolicy }: EntryDefaults): Record<string, unknown> {
  if (samePolicy(effectivePolicy(found, region), effectivePolicy(base, region))) return {};
  const { repositoryPolicy, pullPrincipals, pushPrincipals } = found;
  return {
    ...differing("pullPrincipals", [...pullPrincipals], [...base.pullPrincipals]),
    ...differing("pushPrincipals", [...pushPrincipals], [...base.pushPrincipals]),
    ...differing("pull", [...(found.pull ?? [])], [...(base.pull ?? [])]),
    ...differing("push", [], [...(base.push ?? [])]),
    ...(samePolicy(repositoryPolicy, base.repositoryPolicy) ? {} : { repositoryPolicy: repositoryPolicy ?? noPolicy }),
  };
}

/** The repository policy that results from a declaration. */
export function effectivePolicy({ repositoryPolicy, ...grants }: Access, region: string): PolicyDocument | undefined {
  return repositoryPolicyDocument(repositoryPolicy, grantStatements(grants, partitionOf(region)));
}

function tagsEntry(
  { tags }: FoundSettings,
  { settings: base, tags: inherited }: EntryDefaults,
): Record<string, unknown> {
  const all: Tags = { ...inherited, ...base.tags };
  const own = Object.entries(tags ?? {}).filter(([key, value]) => all[key] !== value);
  return own.length === 0 ? {} : { tags: Object.fromEntries(own) };
}
