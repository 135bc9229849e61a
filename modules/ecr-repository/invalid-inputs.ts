import { refusedValue as of, type InvalidInput } from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";
import { REFUSED_GRANTS } from "./grant-invalid-inputs";
import { SEPARATOR_RULE } from "../../src/domain/repository/name";
import { REFUSED_POLICIES } from "./repository-policy-invalid-inputs";

const selection = { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 };
const expire = { type: "expire" };

const lifecycle = (wrong: string, words: string, ...rules: readonly ModuleDocument[]): InvalidInput => ({
  title: wrong,
  inputs: {
    lifecycle_policy: { rules: rules.map((rule) => ({ rulePriority: 1, selection, action: expire, ...rule })) },
  },
  rejectedBy: "var.lifecycle_policy",
  expectedMessage: words,
});

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012";

/** Inputs that both the module and the construct reject, each with its own message. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  of("name", "a name with a space", "team/an api", "only letters a-z, digits and . _ - / are allowed in the name"),
  of("name", "a name that ends with a slash", "team/", "must start and end with a letter or digit"),
  of("name", "a name of one character", "a", "2 to 256 characters"),
  of("name", "a name with mixed separators", "a._b", SEPARATOR_RULE),
  of("tags", "a tag with the reserved prefix", { "aws:owner": "x" }, 'cannot start with "aws:", which AWS reserves'),
  {
    ...of("tags", "51 tags", Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`Tag${n}`, "x"])), "at most 50"),
    written: { tags: '${{ for number in range(51) : "Tag${number}" => "x" }}' },
  },
  of("tags", "a tag without a key", { "": "x" }, "1 to 128 characters"),
  of("tags", "a long tag", { Owner: "x".repeat(257) }, "its value at most 256"),
  of("tags", "a tag with invalid characters", { Owner: "a;b" }, "letters, digits, spaces and _ . : / = + - @"),
  of(
    "encryption_configuration",
    "a key without KMS",
    { encryption_type: "AES256", kms_key: KEY },
    'requires encryption_type = "KMS"',
  ),
  of("encryption_configuration", "no key", { encryption_type: "KMS", kms_key: "my-key" }, "must be a key ARN"),
  of("pull_principals", "a principal with wildcards", ["arn:aws:iam::111122223333:role/*"], "without wildcards"),
  of(
    "push_principals",
    "a group as principal",
    ["arn:aws:iam::111122223333:group/team"],
    "the ARN of an IAM role or user",
  ),
  of("pull_principals", "a short account ID", ["11112222"], "a quoted account ID (12 digits)"),
  ...REFUSED_GRANTS,
  ...REFUSED_POLICIES,
  {
    title: "a key in another region",
    inputs: { encryption_configuration: { encryption_type: "KMS", kms_key: KEY.replace("eu-west-1", "us-east-1") } },
    rejectedBy: "aws_ecr_repository.this",
    expectedMessage: "must be in the repository's region, eu-west-1",
  },
  {
    title: "force_delete of a retained repository",
    inputs: { deletion_policy: "Retain", force_delete: true },
    rejectedBy: "aws_ecr_repository.retained",
    expectedMessage: 'requires deletion_policy = "Delete"',
  },
  {
    title: "dual-layer encryption outside GovCloud",
    inputs: { encryption_configuration: { encryption_type: "KMS_DSSE" } },
    rejectedBy: "aws_ecr_repository.this",
    expectedMessage: "only in AWS GovCloud (US) regions",
  },
  lifecycle("no lifecycle rules", "must have 1 to 50 rules"),
  lifecycle("an unknown tagStatus", 'tagStatus must be "tagged", "untagged" or "any"', {
    selection: { ...selection, tagStatus: "all" },
  }),
  lifecycle("an unknown countType", 'countType must be "imageCountMoreThan"', {
    selection: { ...selection, countType: "sinceImageBuilt", countUnit: "days" },
  }),
  lifecycle("an unknown action", 'action.type must be "expire" or "transition"', { action: { type: "archive" } }),
  lifecycle("a count of zero images", "countNumber must be a whole number of at least 1", {
    selection: { ...selection, countNumber: 0 },
  }),
  lifecycle(
    "a duplicate priority",
    "that no other rule uses",
    {},
    { selection: { ...selection, tagStatus: "untagged" } },
  ),
  lifecycle("a tagged rule without a list", "requires either tagPatternList or tagPrefixList", {
    selection: { ...selection, tagStatus: "tagged" },
  }),
  lifecycle("a list without tagged", 'tagStatus = "untagged" and tagStatus = "any" accept neither of the two lists', {
    selection: { ...selection, tagPatternList: ["v*"] },
  }),
  lifecycle("days without a unit", 'countUnit must be "days"', {
    selection: { ...selection, countType: "sinceImagePushed" },
  }),
  lifecycle("weeks", 'countUnit must be "days"', {
    selection: { ...selection, countType: "sinceImagePushed", countUnit: "weeks" },
  }),
  lifecycle("a unit with a count of images", "must not be set with countType", {
    selection: { ...selection, countUnit: "days" },
  }),
  lifecycle(
    "archived images without their storage class",
    'storageClass must be "archive" with countType = "sinceImageTransitioned"',
    {
      selection: { ...selection, countType: "sinceImageTransitioned", countUnit: "days", countNumber: 90 },
    },
  ),
  lifecycle(
    "an unknown storage class",
    'storageClass must be "archive" with countType = "sinceImageTransitioned", and "standard" or not set',
    { selection: { ...selection, storageClass: "glacier" } },
  ),
  lifecycle("a pattern with five wildcards", 'each entry of tagPatternList can contain at most 4 "*"', {
    selection: { ...selection, tagStatus: "tagged", tagPatternList: ["*a*b*c*d*"] },
  }),
  lifecycle("archived images that are deleted too early", "countNumber must be at least 90", {
    selection: { ...selection, storageClass: "archive", countType: "sinceImageTransitioned", countUnit: "days" },
  }),
  lifecycle("archived images that are archived again", '"sinceImageTransitioned" accepts only "expire"', {
    selection: {
      ...selection,
      storageClass: "archive",
      countType: "sinceImageTransitioned",
      countUnit: "days",
      countNumber: 90,
    },
    action: { type: "transition", targetStorageClass: "archive" },
  }),
  lifecycle("expiry since the last pull", '"sinceImagePulled" accepts only "transition"', {
    selection: { ...selection, countType: "sinceImagePulled", countUnit: "days" },
  }),
  lifecycle("a transition without a target", 'targetStorageClass must be "archive"', {
    action: { type: "transition" },
  }),
  lifecycle(
    "two rules for all images",
    "must have the highest rulePriority in its storage class",
    {},
    { rulePriority: 2 },
  ),
  lifecycle(
    "a rule for any before other rules",
    "must have the highest rulePriority in its storage class",
    {},
    { rulePriority: 2, selection: { ...selection, tagStatus: "untagged" } },
  ),
  lifecycle("an empty pattern", "each entry at least 1 character", {
    selection: { ...selection, tagStatus: "tagged", tagPatternList: [""] },
  }),
];

/** Inputs that the construct's types exclude, or that only the construct supports. */
export const MODULE_ONLY_INVALID_INPUTS: readonly InvalidInput[] = [
  of(
    "image_tag_mutability",
    "exclusion filters",
    "IMMUTABLE_WITH_EXCLUSION",
    "must be IMMUTABLE or MUTABLE. Exclusion filters require AWS provider 6.8",
  ),
  of(
    "encryption_configuration",
    "an unknown encryption",
    { encryption_type: "SSE" },
    "must be AES256, KMS or KMS_DSSE",
  ),
  {
    title: "two statements with one Sid",
    inputs: {
      repository_policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: ["ecr:ListImages", "ecr:DescribeImages"].map((Action) => ({
          Sid: "AllowRead",
          Effect: "Allow",
          Principal: { AWS: "444455556666" },
          Action,
        })),
      }),
    },
    rejectedBy: "aws_ecr_repository_policy.this",
    expectedMessage: "must have a unique Sid or no Sid",
  },
  of("deletion_policy", "a repository that Terraform stops managing", "Orphan", "must be Delete or Retain"),
];
