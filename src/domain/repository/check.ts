import { checkedOnce } from "../problems/memoize-check";
import { checkLifecyclePolicy } from "../lifecycle-policy/check";
import { checkRegistryPolicy, checkRepositoryPolicy } from "../repository-policy/check";
import { KEY_ARN } from "../aws/arn-patterns";
import { parseArn, partitionOf, type AwsLocation } from "../aws/arn";
import { error, prefixed, quoteValue, repeated, warning, type Problem } from "../problems/problem";
import { checkTags } from "../aws/tags";
import { type EncryptionConfiguration, type RepositorySettings } from "./settings";

type Mutability = Pick<RepositorySettings, "imageTagMutability" | "imageTagMutabilityExclusionFilters">;
type Deletion = Pick<RepositorySettings, "deletionPolicy" | "forceDelete">;

/**
 * Checks a repository's settings together, and against its location. Lifecycle and repository policies have separate checks.
 * @param location of the repository, if known
 * @param keyAlias alias of the registry's key, which cannot move to another key unnoticed @default - none
 */
export function checkSettings(
  settings: Omit<RepositorySettings, "lifecyclePolicy" | "repositoryPolicy">,
  location?: AwsLocation,
  keyAlias?: string,
): Problem[] {
  return [
    ...checkMutability(settings),
    ...prefixed(["encryptionConfiguration"], checkEncryption(settings.encryptionConfiguration, location, keyAlias)),
    ...prefixed(["tags"], checkTags(settings.tags)),
    ...checkDeletion(settings),
  ];
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html */
function checkMutability({ imageTagMutability, imageTagMutabilityExclusionFilters: filters }: Mutability): Problem[] {
  const excludes = imageTagMutability.endsWith("_WITH_EXCLUSION");
  const at = ["imageTagMutabilityExclusionFilters"];
  if (excludes && filters.length === 0) {
    const message = `expected 1 to 5 imageTagMutabilityExclusionFilters with ${imageTagMutability}, found none. Add one, or write ${imageTagMutability.replace("_WITH_EXCLUSION", "")}`;
    return [error("repository/exclusion-filters", ["imageTagMutability"], message)];
  }
  if (!excludes && filters.length > 0) {
    const message = `expected no filters with ${imageTagMutability}, found ${filters.length}. Write ${imageTagMutability}_WITH_EXCLUSION, or remove the filters`;
    return [error("repository/exclusion-filters", at, message)];
  }
  return repeated(filters, (filter) => filter).map(({ entry, index }) => {
    const message = `expected each filter once, found ${quoteValue(entry)} twice. Remove one`;
    return error("repository/exclusion-filters", [...at, index], message);
  });
}

function checkEncryption(
  { encryptionType, kmsKey }: EncryptionConfiguration,
  location?: AwsLocation,
  keyAlias?: string,
): Problem[] {
  const problems: Problem[] = [];
  if (encryptionType === "AES256" && kmsKey !== undefined) {
    const message = `expected no key with AES256, found ${quoteValue(kmsKey)}. Write encryptionType: KMS, or remove the key`;
    problems.push(error("repository/encryption-key", ["kmsKey"], message));
  }
  if (encryptionType === "KMS_DSSE" && location !== undefined && partitionOf(location.region) !== "aws-us-gov") {
    const message = `expected KMS or AES256 in ${location.region}, found KMS_DSSE, which ECR supports only in AWS GovCloud (US)`;
    problems.push(error("repository/encryption-type", ["encryptionType"], message));
  }
  if (encryptionType !== "AES256" && kmsKey !== undefined && kmsKey !== keyAlias)
    problems.push(...checkKmsKey(kmsKey, location));
  return problems;
}

const KEY_ALIAS = /^alias\/[A-Za-z0-9/_-]{1,250}$/;

function checkKmsKey(kmsKey: string, location?: AwsLocation): Problem[] {
  const at = ["kmsKey"];
  if (kmsKey.startsWith("alias/") && KEY_ALIAS.test(kmsKey)) {
    const message = `expected a key's ARN, found ${quoteValue(kmsKey)}. If the alias moves to another key, Terraform will plan to replace the repository. To print the ARN, run aws kms describe-key --key-id ${kmsKey} --query KeyMetadata.Arn`;
    return [warning("repository/kms-alias", at, message)];
  }
  const arn = parseArn(kmsKey);
  if (arn === undefined || !KEY_ARN.test(kmsKey)) {
    const message = `expected a KMS key's ARN (arn:<partition>:kms:<region>:<account>:key/<id>) or alias/<name>, found ${quoteValue(kmsKey)}`;
    return [error("repository/kms-key", at, message)];
  }
  if (location === undefined) return [];
  const problems: Problem[] = [];
  if (arn.region !== location.region || arn.partition !== partitionOf(location.region)) {
    const message = `expected a key in the repository's region, ${location.region}, found one in ${arn.region}${arn.partition === partitionOf(location.region) ? "" : ` (partition ${arn.partition})`}`;
    problems.push(error("repository/kms-key", at, message));
  }
  if (arn.account !== location.account) {
    const message = `expected a key in the repository's account, ${location.account}, found one in ${arn.account}. Make sure that the key policy allows ${location.account} to use the key`;
    problems.push(warning("repository/kms-account", at, message));
  }
  return problems;
}

function checkDeletion({ deletionPolicy, forceDelete }: Deletion): Problem[] {
  if (!forceDelete || deletionPolicy === "Delete") return [];
  const message = `expected deletionPolicy: Delete with forceDelete: true, found ${deletionPolicy}. Change one of the two`;
  return [error("repository/force-delete", ["forceDelete"], message)];
}

/** Checks of policies that examine each document once: many repositories share a policy, and constructs check it again. */
export const checkLifecyclePolicyOnce = checkedOnce(checkLifecyclePolicy);
export const checkRepositoryPolicyOnce = checkedOnce(checkRepositoryPolicy);
export const checkRegistryPolicyOnce = checkedOnce(checkRegistryPolicy);
