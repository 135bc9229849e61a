import { parseArn, partitionOf, type AwsLocation } from "../../domain/aws/arn";
import { type GrantPart } from "../../domain/grants/parts";
import { type Grant } from "../../domain/grants/schema";
import { type PolicyDocument } from "../../domain/iam/policy";
import { errorsOf, formatPath, oneOf, quoteValue, type Problem } from "../../domain/problems/problem";
import { type Tags } from "../../domain/aws/tags";
import { type LifecyclePolicy } from "../../domain/lifecycle-policy/schema";
import { grantsIn } from "../../domain/repository-policy/same-policy";
import { checkSettings, checkLifecyclePolicyOnce, checkRepositoryPolicyOnce } from "../../domain/repository/check";
import { type ExistingPolicies, type ExistingRepository } from "../../domain/repository/existing";
import { checkRepositoryName } from "../../domain/repository/name";
import {
  ENCRYPTION_TYPES,
  exclusionFiltersSchema,
  REPOSITORY_DEFAULTS,
  TAG_MUTABILITIES,
  type DeletionPolicy,
  type PolicySetting,
  type RepositorySettings,
} from "../../domain/repository/settings";

/** Complete settings of an existing repository, without defaults. */
export interface FoundSettings extends Omit<
  RepositorySettings,
  "lifecyclePolicy" | "repositoryPolicy" | "tags" | "deletionPolicy" | "forceDelete"
> {
  readonly lifecyclePolicy?: LifecyclePolicy;
  readonly repositoryPolicy?: PolicyDocument;
  readonly pullPrincipals: readonly string[];
  readonly pushPrincipals: readonly string[];
  /** Grants to services. @default - none */
  readonly pull?: readonly Grant[];
  /** The statements of `pull`. @default - none */
  readonly grants?: readonly GrantPart[];
  /** All tags. @default - unknown */
  readonly tags?: Tags;
}

/** A repository to declare. */
export interface FoundRepository {
  readonly repositoryName: string;
  readonly description?: string;
  readonly settings: FoundSettings;
  /** @default - the environment's default */
  readonly deletionPolicy?: DeletionPolicy;
  /** Policies in the settings that do not exist in AWS, or may not exist. */
  readonly without: readonly PolicySetting[];
}

/** A repository, or one of its policies, that cannot be declared as it is. */
export interface LeftOut {
  readonly repositoryName: string;
  /** `catalog` is that of a public repository. */
  readonly part: "repository" | "catalog" | PolicySetting;
  /** The reason, and the consequence. */
  readonly reason: string;
}

export interface AdoptionFinding {
  readonly found?: FoundRepository;
  readonly leftOut: readonly LeftOut[];
  /** Notes about the repository. */
  readonly remarks: readonly string[];
}

/**
 * Converts a repository in AWS to a declaration, and lists what a declaration cannot express.
 * @param policies its policies and tags; `undefined` if they are unknown
 * @param location account and region of the environment
 */
export function foundRepository(
  existing: ExistingRepository,
  policies: ExistingPolicies | undefined,
  location: AwsLocation,
): AdoptionFinding {
  const { repositoryName } = existing;
  const tags = policies === undefined ? undefined : ownTags(policies.tags);
  const { lifecyclePolicyText, repositoryPolicyText } = policies ?? {};
  const lifecycle = lifecyclePolicyOf(lifecyclePolicyText);
  const access = repositoryPolicyOf(repositoryPolicyText, location);
  const plain = plainSettings(existing);
  const faults = [
    ...checkPlace(existing, location),
    ...checkKnown(existing),
    ...messages(checkRepositoryName(repositoryName)),
    ...messages(checkSettings({ ...REPOSITORY_DEFAULTS, ...plain, tags: tags ?? {} }, location)),
  ];
  const remarks = policies === undefined ? [] : remarksOf(policies.tags);
  if (faults.length > 0) {
    const reason = `${withoutFullStop(faults.join("; "))}. Terraform will not manage the repository`;
    return { leftOut: [{ repositoryName, part: "repository", reason }], remarks };
  }
  const leftOut = (part: PolicySetting, { fault }: { readonly fault?: string }): LeftOut[] => {
    if (fault === undefined) return [];
    return [{ repositoryName, part, reason: `${withoutFullStop(fault)}. Terraform will not manage the policy` }];
  };
  const grants = access.policy && grantsIn(access.policy, partitionOf(location.region));
  const settings: FoundSettings = {
    ...plain,
    ...(lifecycle.policy === undefined ? {} : { lifecyclePolicy: lifecycle.policy }),
    ...(access.policy === undefined || grants !== undefined ? {} : { repositoryPolicy: access.policy }),
    pullPrincipals: grants?.pullPrincipals ?? [],
    pushPrincipals: grants?.pushPrincipals ?? [],
    ...(tags === undefined ? {} : { tags }),
  };
  return {
    found: { repositoryName, settings, without: [] },
    leftOut: [...leftOut("lifecyclePolicy", lifecycle), ...leftOut("repositoryPolicy", access)],
    remarks,
  };
}

export function withoutFullStop(text: string): string {
  return text.endsWith(".") ? text.slice(0, -1) : text;
}

type PlainSettings = Pick<
  FoundSettings,
  "imageTagMutability" | "imageTagMutabilityExclusionFilters" | "scanOnPush" | "encryptionConfiguration"
>;

/** Unknown values are reported by `checkKnown`. */
function plainSettings(existing: ExistingRepository): PlainSettings {
  const { imageTagMutability, encryptionType, kmsKey } = existing;
  return {
    imageTagMutability: known(TAG_MUTABILITIES, imageTagMutability) ?? "MUTABLE",
    imageTagMutabilityExclusionFilters: existing.imageTagMutabilityExclusionFilters,
    scanOnPush: existing.scanOnPush,
    encryptionConfiguration: {
      encryptionType: known(ENCRYPTION_TYPES, encryptionType) ?? "AES256",
      ...(kmsKey === undefined ? {} : { kmsKey }),
    },
  };
}

function known<T extends string>(values: readonly T[], value: string): T | undefined {
  return values.find((candidate) => candidate === value);
}

function checkPlace({ registryId, repositoryArn }: ExistingRepository, { account, region }: AwsLocation): string[] {
  const place = { account: registryId, region: parseArn(repositoryArn)?.region ?? region };
  if (place.account === account && place.region === region) return [];
  return [
    `expected account ${account}, ${region}, as in the environment, found account ${place.account}, ${place.region}`,
  ];
}

function checkKnown(existing: ExistingRepository): string[] {
  const { imageTagMutability, encryptionType, imageTagMutabilityExclusionFilters: filters } = existing;
  const faults: string[] = [];
  const unknown = (field: string, value: string, values: readonly string[]): void => {
    if (!values.includes(value)) faults.push(`${field}: expected ${oneOf(values)}, found ${quoteValue(value)}`);
  };
  unknown("imageTagMutability", imageTagMutability, TAG_MUTABILITIES);
  unknown("encryptionType", encryptionType, ENCRYPTION_TYPES);
  const parsed = exclusionFiltersSchema.safeParse(filters);
  if (!parsed.success) {
    faults.push(`imageTagMutabilityExclusionFilters: ${parsed.error.issues.map(({ message }) => message).join(", ")}`);
  }
  return faults;
}

interface Readable<T> {
  readonly policy?: T;
  readonly fault?: string;
}

export function lifecyclePolicyOf(text: string | undefined): Readable<LifecyclePolicy> {
  return readable(text, (document) => checkLifecyclePolicyOnce(document));
}

export function repositoryPolicyOf(text: string | undefined, { region }: AwsLocation): Readable<PolicyDocument> {
  return readable(text, (document) => checkRepositoryPolicyOnce(document, { partition: partitionOf(region) }));
}

/** A policy of AWS, or why it cannot be declared. */
export function readable<T>(text: string | undefined, check: (document: unknown) => Problem[]): Readable<T> {
  if (text === undefined) return {};
  try {
    const document: unknown = JSON.parse(text);
    const faults = messages(check(document));
    // The check has validated the schema.
    return faults.length > 0 ? { fault: faults.join("; ") } : { policy: document as T };
  } catch (cause) {
    return { fault: `the policy is not valid JSON (${(cause as Error).message})` };
  }
}

export function messages(problems: readonly Problem[]): string[] {
  return errorsOf(problems).map(({ at, message }) => (at.length === 0 ? message : `${formatPath(at)}: ${message}`));
}

/** Tags without AWS's own, which cannot be set and which Terraform ignores. */
export function ownTags(tags: Tags): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith("aws:")));
}

/** Notes about a repository with these tags. */
export function remarksOf(tags: Tags): string[] {
  const stack = tags["aws:cloudformation:stack-name"];
  if (stack === undefined) return [];
  return [
    `is also managed by the CloudFormation stack ${stack}. Remove the repository from that stack (DeletionPolicy: Retain) before you deploy`,
  ];
}
