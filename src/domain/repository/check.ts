import { KEY_ARN } from "../aws/arn-patterns";
import { parseArn, partitionOf, type AwsLocation } from "../aws/arn";
import { error, quoteValue, prefixed, warning, type Problem } from "../problems/problem";
import { checkTags } from "../aws/tags";
import { type EncryptionConfiguration, type RepositorySettings } from "./settings";

type Mutability = Pick<RepositorySettings, "imageTagMutability" | "imageTagMutabilityExclusionFilters">;
type Deletion = Pick<RepositorySettings, "deletionPolicy" | "forceDelete">;

/**
 * What no single setting shows: how a repository's settings fit together and fit where it is.
 * Lifecycle and repository policies have checks of their own.
 * @param location account and region of the repository, where they are known
 */
export function checkSettings(
  settings: Omit<RepositorySettings, "lifecyclePolicy" | "repositoryPolicy">,
  location?: AwsLocation,
): Problem[] {
  return [
    ...checkMutability(settings),
    ...prefixed(["encryptionConfiguration"], checkEncryption(settings.encryptionConfiguration, location)),
    ...prefixed(["tags"], checkTags(settings.tags)),
    ...checkDeletion(settings),
  ];
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html */
function checkMutability({ imageTagMutability, imageTagMutabilityExclusionFilters: filters }: Mutability): Problem[] {
  const excludes = imageTagMutability.endsWith("_WITH_EXCLUSION");
  const at = ["imageTagMutabilityExclusionFilters"];
  if (excludes && filters.length === 0) {
    return [
      error(
        "repository/exclusion-filters",
        ["imageTagMutability"],
        `${imageTagMutability} without imageTagMutabilityExclusionFilters; give 1 to 5 filters, or write ${imageTagMutability.replace("_WITH_EXCLUSION", "")}`,
      ),
    ];
  }
  if (!excludes && filters.length > 0) {
    return [
      error(
        "repository/exclusion-filters",
        at,
        `filters with ${imageTagMutability}; they need ${imageTagMutability}_WITH_EXCLUSION, or leave them out`,
      ),
    ];
  }
  return filters.flatMap((filter, index) =>
    filters.indexOf(filter) === index
      ? []
      : [error("repository/exclusion-filters", [...at, index], `${quoteValue(filter)} is there twice; leave one out`)],
  );
}

function checkEncryption({ encryptionType, kmsKey }: EncryptionConfiguration, location?: AwsLocation): Problem[] {
  const problems: Problem[] = [];
  if (encryptionType === "AES256" && kmsKey !== undefined) {
    problems.push(
      error(
        "repository/encryption-key",
        ["kmsKey"],
        `a kmsKey with AES256, which takes none; write encryptionType: KMS, or leave the key out`,
      ),
    );
  }
  if (encryptionType === "KMS_DSSE" && location !== undefined && partitionOf(location.region) !== "aws-us-gov") {
    problems.push(
      error(
        "repository/encryption-type",
        ["encryptionType"],
        `KMS_DSSE in ${location.region}; ECR has it in AWS GovCloud (US) regions only; write KMS`,
      ),
    );
  }
  if (encryptionType !== "AES256" && kmsKey !== undefined) problems.push(...checkKmsKey(kmsKey, location));
  return problems;
}

const KEY_ALIAS = /^alias\/[A-Za-z0-9/_-]{1,250}$/;

function checkKmsKey(kmsKey: string, location?: AwsLocation): Problem[] {
  const at = ["kmsKey"];
  if (kmsKey.startsWith("alias/") && KEY_ALIAS.test(kmsKey)) {
    return [
      warning(
        "repository/kms-alias",
        at,
        `${quoteValue(kmsKey)} is looked up at each plan, and a repository's key is fixed: should the alias move to another key, Terraform plans to replace the repository. ` +
          `Write the key's ARN (aws kms describe-key --key-id ${kmsKey} --query KeyMetadata.Arn)`,
      ),
    ];
  }
  const arn = parseArn(kmsKey);
  if (arn === undefined || !KEY_ARN.test(kmsKey)) {
    return [
      error(
        "repository/kms-key",
        at,
        `${quoteValue(kmsKey)} is no KMS key; write its ARN, arn:<partition>:kms:<region>:<account>:key/<id>, or alias/<name>`,
      ),
    ];
  }
  if (location === undefined) return [];
  const problems: Problem[] = [];
  if (arn.region !== location.region || arn.partition !== partitionOf(location.region)) {
    problems.push(
      error(
        "repository/kms-key",
        at,
        `the key is in ${arn.region} (${arn.partition}), the repository in ${location.region}; ECR needs a key of its own region`,
      ),
    );
  }
  if (arn.account !== location.account) {
    problems.push(
      warning(
        "repository/kms-account",
        at,
        `the key is in account ${arn.account}, the repository in ${location.account}; its key policy must let ${location.account} use it`,
      ),
    );
  }
  return problems;
}

function checkDeletion({ deletionPolicy, forceDelete }: Deletion): Problem[] {
  if (!forceDelete || deletionPolicy === "Delete") return [];
  return [
    error(
      "repository/force-delete",
      ["forceDelete"],
      `forceDelete: true with deletionPolicy ${deletionPolicy}; it is for Delete only, leave it out`,
    ),
  ];
}
