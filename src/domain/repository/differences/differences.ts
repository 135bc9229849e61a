import { type Partition } from "../../aws/arn";
import { formatPath } from "../../problems/problem";
import { type Tags } from "../../aws/tags";
import { repositoryPolicyDocument } from "../../repository-policy/document";
import { grantStatements, type PrincipalGrants } from "../../repository-policy/grants";
import { difference, type RepositoryDifference } from "./difference";
import { type ExistingPolicies, type ExistingRepository } from "../existing";
import { lifecycleDifferences } from "./lifecycle-policy";
import { policyDifferences } from "./repository-policy";
import { type EncryptionConfiguration, type RepositorySettings } from "../settings";

/** What is declared of a repository. */
export type DeclaredRepository = RepositorySettings & PrincipalGrants;

/** What its environment adds. */
export interface DifferenceContext {
  /** Default tags of every resource. */
  readonly tags: Tags;
  readonly partition: Partition;
}

/**
 * Everything that AWS has otherwise than it is declared; empty where the repository is as it should be. Policies are
 * compared by what they mean. Left out is what AWS does not know (`deletionPolicy`, `forceDelete`, descriptions), and a KMS
 * key that is declared by its alias or not at all, since AWS answers with the key behind it.
 * @param policies @default - they are not known and not compared
 */
export function differencesOf(
  declared: DeclaredRepository,
  place: DifferenceContext,
  found: ExistingRepository,
  policies?: ExistingPolicies,
): RepositoryDifference[] {
  return [
    ...settingDifferences(declared, found),
    ...(policies === undefined ? [] : policyAndTagDifferences(declared, place, policies)),
  ];
}

function policyAndTagDifferences(
  declared: DeclaredRepository,
  place: DifferenceContext,
  found: ExistingPolicies,
): RepositoryDifference[] {
  const policy = repositoryPolicyDocument(declared.repositoryPolicy, grantStatements(declared, place.partition));
  return [
    ...lifecycleDifferences(declared.lifecyclePolicy, found.lifecyclePolicyText),
    ...policyDifferences(policy, found.repositoryPolicyText),
    ...tagDifferences({ ...place.tags, ...declared.tags }, found.tags),
  ];
}

function settingDifferences(declared: RepositorySettings, found: ExistingRepository): RepositoryDifference[] {
  const plain = (["imageTagMutability", "scanOnPush"] as const).flatMap((field) =>
    declared[field] === found[field] ? [] : [difference(field, declared[field], found[field])],
  );
  return [...plain, ...filterDifferences(declared, found), ...encryptionDifferences(declared, found)];
}

function filterDifferences(declared: RepositorySettings, found: ExistingRepository): RepositoryDifference[] {
  const ours = [...declared.imageTagMutabilityExclusionFilters].sort();
  const theirs = [...found.imageTagMutabilityExclusionFilters].sort();
  return ours.join(" ") === theirs.join(" ") ? [] : [difference("imageTagMutabilityExclusionFilters", ours, theirs)];
}

function encryptionDifferences(
  { encryptionConfiguration: declared }: { readonly encryptionConfiguration: EncryptionConfiguration },
  { encryptionType, kmsKey }: ExistingRepository,
): RepositoryDifference[] {
  const at = "encryptionConfiguration";
  if (declared.encryptionType !== encryptionType) {
    return [difference(`${at}.encryptionType`, declared.encryptionType, encryptionType)];
  }
  const comparable = declared.kmsKey !== undefined && !/(^|:)alias\//.test(declared.kmsKey);
  return comparable && declared.kmsKey !== kmsKey ? [difference(`${at}.kmsKey`, declared.kmsKey, kmsKey)] : [];
}

/** AWS sets tags of its own, `aws:cloudformation:stack-name` for example, which nobody can declare. */
function tagDifferences(declared: Tags, found: Tags): RepositoryDifference[] {
  const keys = [...new Set([...Object.keys(declared), ...Object.keys(found)])].sort();
  return keys
    .filter((key) => declared[key] !== found[key] && !key.startsWith("aws:"))
    .map((key) => difference(formatPath(["tags", key]), declared[key], found[key]));
}
