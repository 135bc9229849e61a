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

export type DeclaredRepository = RepositorySettings & PrincipalGrants;

/** The settings of the repository's environment. */
export interface DifferenceContext {
  /** The environment's default tags. */
  readonly tags: Tags;
  readonly partition: Partition;
}

/**
 * The differences between a declaration and AWS. Policies are compared by meaning. Not compared: settings that AWS does not have
 * (`deletionPolicy`, `forceDelete`, descriptions), and a KMS key that is declared by alias or not at all, because AWS returns the
 * key behind it.
 * @param policies @default - not compared
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
  const field = "imageTagMutabilityExclusionFilters";
  const [wanted, existing] = [[...declared[field]].sort(), [...found[field]].sort()];
  return wanted.join(" ") === existing.join(" ") ? [] : [difference(field, wanted, existing)];
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

/** AWS's own tags, such as `aws:cloudformation:stack-name`, cannot be declared. */
function tagDifferences(declared: Tags, found: Tags): RepositoryDifference[] {
  const keys = [...new Set([...Object.keys(declared), ...Object.keys(found)])].sort();
  return keys
    .filter((key) => declared[key] !== found[key] && !key.startsWith("aws:"))
    .map((key) => difference(formatPath(["tags", key]), declared[key], found[key]));
}
