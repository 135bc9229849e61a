import { found, isOneOf, matchesRegex, rule, type Validation } from "../kit/validation";
import { oneOf } from "../../src/domain/problems/problem";
import { TAG_LIMITS, TAG_TEXT } from "../../src/domain/aws/tags";
import { REPOSITORY_NAME, SEPARATOR_RULE } from "../../src/domain/repository/name";
import { ENCRYPTION_TYPES } from "../../src/domain/repository/settings";

/** Values that the modules accept: exclusion filters need a newer provider, and a module cannot stop managing a repository. */
export const MODULE_TAG_MUTABILITIES = ["IMMUTABLE", "MUTABLE"] as const;
export const MODULE_DELETION_POLICIES = ["Delete", "Retain"] as const;

/** Matches most tags. The pattern with the letters of all scripts takes Terraform longer than all other rules together. */
const PLAIN_TAG_TEXT = /^[A-Za-z0-9 _.:/=+\-@]*$/;

/** AWS's rules for a repository's name. */
export const NAME_RULES: readonly Validation[] = [
  rule(
    "name",
    (name) => `length(${name}) >= ${REPOSITORY_NAME.minLength} && length(${name}) <= ${REPOSITORY_NAME.maxLength}`,
    `The name must have ${REPOSITORY_NAME.minLength} to ${REPOSITORY_NAME.maxLength} characters`,
  ),
  rule(
    "name",
    (name) => matchesRegex(REPOSITORY_NAME.pattern, name),
    `Only letters a-z, digits and . _ - / are allowed in the name. Each part between slashes must start and end with a letter or digit, and ${SEPARATOR_RULE}`,
  ),
];

/** AWS's rules for tags. */
export const TAG_RULES: readonly Validation[] = [
  rule("tags", (tags) => `length(${tags}) <= ${TAG_LIMITS.count}`, `At most ${TAG_LIMITS.count} tags are allowed`),
  rule(
    "tags",
    (tags) =>
      `alltrue([for key, value in ${tags} : length(key) >= 1 && length(key) <= ${TAG_LIMITS.keyLength} && length(value) <= ${TAG_LIMITS.valueLength}])`,
    `A tag's key must have 1 to ${TAG_LIMITS.keyLength} characters and its value at most ${TAG_LIMITS.valueLength}`,
  ),
  rule(
    "tags",
    (tags) => `!anytrue([for key in keys(${tags}) : startswith(lower(key), "aws:")])`,
    'A tag\'s key cannot start with "aws:", which AWS reserves',
  ),
  rule(
    "tags",
    (tags) => {
      const texts = `join("", concat(keys(${tags}), values(${tags})))`;
      return `can(try(${found(PLAIN_TAG_TEXT, texts)}, ${found(TAG_TEXT, texts)}))`;
    },
    "Tag keys and values can contain only letters, digits, spaces and _ . : / = + - @",
  ),
];

/** AWS's rules for a repository's other settings, except policies. */
export const SETTING_RULES: readonly Validation[] = [
  rule(
    "image_tag_mutability",
    (mutability) => isOneOf(MODULE_TAG_MUTABILITIES, mutability),
    `The image_tag_mutability must be ${oneOf(MODULE_TAG_MUTABILITIES)}. Exclusion filters require AWS provider 6.8 or later, but this module supports earlier versions; see "Exclusion filters" in the README`,
  ),
  rule(
    "encryption_configuration",
    (encryption) => isOneOf(ENCRYPTION_TYPES, `${encryption}.encryption_type`),
    `The encryption_type must be ${oneOf(ENCRYPTION_TYPES)}`,
  ),
  rule(
    "encryption_configuration",
    (encryption) => `${encryption}.encryption_type != "AES256" || ${encryption}.kms_key == null`,
    'The kms_key requires encryption_type = "KMS". To use AES256, remove kms_key',
  ),
  rule(
    "encryption_configuration",
    (encryption) => `${encryption}.kms_key == null || can(regex(local.kms_key_pattern, ${encryption}.kms_key))`,
    "The kms_key must be a key ARN (arn:<partition>:kms:<region>:<account>:key/<id>). Aliases are not accepted because a repository's key cannot be changed",
  ),
  rule(
    "deletion_policy",
    (policy) => isOneOf(MODULE_DELETION_POLICIES, policy),
    `The deletion_policy must be ${oneOf(MODULE_DELETION_POLICIES)}. To stop managing a repository but keep it in AWS, use a removed block`,
  ),
];
