import { KEY_ARN } from "../../src/domain/aws/arn-patterns";
import { found, isOneOf, matchesRegex, type Validation } from "../kit/validation";
import { oneOf } from "../../src/domain/problems/problem";
import { TAG_LIMITS, TAG_TEXT } from "../../src/domain/aws/tags";
import { REPOSITORY_NAME } from "../../src/domain/repository/name";
import { ENCRYPTION_TYPES } from "../../src/domain/repository/settings";

/** Values of the settings that the modules have: exclusion filters need a newer provider, and a module cannot let go. */
export const MODULE_TAG_MUTABILITIES = ["IMMUTABLE", "MUTABLE"] as const;
export const MODULE_DELETION_POLICIES = ["Delete", "Retain"] as const;

/** Most tags, known without the letters of all scripts, a pattern that takes Terraform longer than all other rules together. */
const PLAIN_TAG_TEXT = /^[A-Za-z0-9 _.:/=+\-@]*$/;

const rule = (input: string, condition: Validation["condition"], message: string): Validation => ({
  input,
  condition,
  message,
});

/** What AWS wants of a repository's name. */
export const NAME_RULES: readonly Validation[] = [
  rule(
    "name",
    (name) => `length(${name}) >= ${REPOSITORY_NAME.minLength} && length(${name}) <= ${REPOSITORY_NAME.maxLength}`,
    `The name is too short or too long; ${REPOSITORY_NAME.minLength} to ${REPOSITORY_NAME.maxLength} characters are allowed`,
  ),
  rule(
    "name",
    (name) => matchesRegex(REPOSITORY_NAME.pattern, name),
    "This is no repository name: only letters a-z, digits and . _ - / are allowed, each part between slashes must begin and end with a letter or digit, and separators can not be mixed or repeated",
  ),
];

/** What AWS wants of tags. */
export const TAG_RULES: readonly Validation[] = [
  rule("tags", (tags) => `length(${tags}) <= ${TAG_LIMITS.count}`, `At most ${TAG_LIMITS.count} tags are allowed`),
  rule(
    "tags",
    (tags) => `alltrue([for key in keys(${tags}) : length(key) >= 1 && length(key) <= ${TAG_LIMITS.keyLength}])`,
    `A tag's key is too short or too long; 1 to ${TAG_LIMITS.keyLength} are allowed, in characters`,
  ),
  rule(
    "tags",
    (tags) => `alltrue([for key in keys(${tags}) : !startswith(lower(key), "aws:")])`,
    'A tag\'s key begins with "aws:", which AWS keeps to itself; choose another',
  ),
  rule(
    "tags",
    (tags) => `alltrue([for value in values(${tags}) : length(value) <= ${TAG_LIMITS.valueLength}])`,
    `A tag's value is too long; at most ${TAG_LIMITS.valueLength} are allowed, in characters`,
  ),
  rule(
    "tags",
    (tags) => {
      const texts = `join("", concat(keys(${tags}), values(${tags})))`;
      return `can(try(${found(PLAIN_TAG_TEXT, texts)}, ${found(TAG_TEXT, texts)}))`;
    },
    "A tag has characters that tags may not have; letters, digits, blanks and _ . : / = + - @ are allowed",
  ),
];

/** What AWS wants of a repository's other settings, policies aside. */
export const SETTING_RULES: readonly Validation[] = [
  rule(
    "image_tag_mutability",
    (mutability) => isOneOf(MODULE_TAG_MUTABILITIES, mutability),
    `The tag mutability must be ${oneOf(MODULE_TAG_MUTABILITIES)}; exclusion filters are not part of this module, see the README`,
  ),
  rule(
    "encryption_configuration",
    (encryption) => isOneOf(ENCRYPTION_TYPES, `${encryption}.encryption_type`),
    `The encryption type must be ${oneOf(ENCRYPTION_TYPES)}`,
  ),
  rule(
    "encryption_configuration",
    (encryption) => `${encryption}.encryption_type != "AES256" || ${encryption}.kms_key == null`,
    "This is a KMS key with AES256, which takes none; write KMS, or leave the key out",
  ),
  rule(
    "encryption_configuration",
    (encryption) => `${encryption}.kms_key == null || ${matchesRegex(KEY_ARN, `${encryption}.kms_key`)}`,
    "The KMS key is no KMS key; write its ARN, arn:<partition>:kms:<region>:<account>:key/<id>; an alias is not taken, since a repository's key is fixed",
  ),
  rule(
    "deletion_policy",
    (policy) => isOneOf(MODULE_DELETION_POLICIES, policy),
    `The deletion policy must be ${oneOf(MODULE_DELETION_POLICIES)}; to let go of a repository, write a removed block for it`,
  ),
];
