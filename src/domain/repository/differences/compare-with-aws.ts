import { parseArn, type Partition } from "../../aws/arn";
import { formatPath } from "../../problems/problem";
import { type Tags } from "../../aws/tags";
import { repositoryPolicyDocument } from "../../repository-policy/document";
import { grantStatements, type PrincipalGrants } from "../../repository-policy/grants";
import { compared, type RepositoryDifference } from "./difference";
import { type ExistingPolicies, type ExistingRepository } from "../existing";
import { declaredPolicies } from "../addresses";
import { lifecycleDifferences } from "./lifecycle-policy";
import { withOrigins, type DifferenceWithOrigin } from "./origin";
import { policyDifferences } from "./repository-policy";
import { type EncryptionConfiguration, type PolicySetting, type RepositorySettings } from "../settings";

export type DeclaredRepository = RepositorySettings & PrincipalGrants;

/** The settings of the repository's environment. */
export interface DifferenceContext {
  /** The environment's default tags. */
  readonly tags: Tags;
  readonly partition: Partition;
}

/** The settings of the repository's environment, with what its next deployment imports. */
export interface OriginContext extends DifferenceContext {
  readonly imports: readonly { readonly repositoryName: string; readonly without: readonly PolicySetting[] }[];
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

/**
 * The differences with their origins. Without policies, all differences count as changed.
 * @param policies @default - not compared
 */
export function differencesWithOrigins(
  declared: DeclaredRepository,
  place: OriginContext,
  found: ExistingRepository,
  policies?: ExistingPolicies,
): DifferenceWithOrigin[] {
  const { repositoryName } = found;
  const entry = place.imports.find((candidate) => candidate.repositoryName === repositoryName);
  const imported =
    entry && declaredPolicies({ ...declared, repositoryName }).filter((policy) => !entry.without.includes(policy));
  return withOrigins(differencesOf(declared, place, found, policies), {
    lifecyclePolicy: declared.lifecyclePolicy,
    repositoryPolicy: sentPolicy(declared, place),
    found: policies ?? { tags: {} },
    imported: imported ?? [],
    location: { account: found.registryId, region: parseArn(found.repositoryArn)?.region ?? "" },
  });
}

/** The policy that a declared repository gets: its own statements and the grants; `undefined` if it gets none. */
export function sentPolicy(declared: DeclaredRepository, { partition }: Pick<DifferenceContext, "partition">) {
  return repositoryPolicyDocument(declared.repositoryPolicy, grantStatements(declared, partition));
}

function policyAndTagDifferences(
  declared: DeclaredRepository,
  place: DifferenceContext,
  found: ExistingPolicies,
): RepositoryDifference[] {
  const policy = sentPolicy(declared, place);
  return [
    ...lifecycleDifferences(declared.lifecyclePolicy, found.lifecyclePolicyText),
    ...policyDifferences(policy, found.repositoryPolicyText),
    ...tagDifferences({ ...place.tags, ...declared.tags }, found.tags),
  ];
}

function settingDifferences(declared: RepositorySettings, found: ExistingRepository): RepositoryDifference[] {
  const filters = "imageTagMutabilityExclusionFilters";
  return [
    ...(["imageTagMutability", "scanOnPush"] as const).flatMap((field) =>
      compared(field, declared[field], found[field]),
    ),
    ...compared(filters, [...declared[filters]].sort(), [...found[filters]].sort()),
    ...encryptionDifferences(declared, found),
  ];
}

function encryptionDifferences(
  { encryptionConfiguration: declared }: { readonly encryptionConfiguration: EncryptionConfiguration },
  { encryptionType, kmsKey }: ExistingRepository,
): RepositoryDifference[] {
  const at = "encryptionConfiguration";
  if (declared.encryptionType !== encryptionType)
    return compared(`${at}.encryptionType`, declared.encryptionType, encryptionType);
  const isComparable = declared.kmsKey !== undefined && !/(^|:)alias\//.test(declared.kmsKey);
  return isComparable ? compared(`${at}.kmsKey`, declared.kmsKey, kmsKey) : [];
}

/** AWS's own tags, such as `aws:cloudformation:stack-name`, cannot be declared. */
export function tagDifferences(declared: Tags, found: Tags): RepositoryDifference[] {
  const keys = [...new Set([...Object.keys(declared), ...Object.keys(found)])].sort();
  return keys.flatMap((key) =>
    key.startsWith("aws:") ? [] : compared(formatPath(["tags", key]), declared[key], found[key]),
  );
}
