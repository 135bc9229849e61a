import { refusedBy, refusedValue as of, type InvalidInput } from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";
import { REFUSED_GRANTS } from "./grant-invalid-inputs";
import { SEPARATOR_RULE } from "../../src/domain/repository/name";
import { REFUSED_POLICIES } from "./repository-policy-invalid-inputs";

const selection = { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 };
const expire = { type: "expire" };

const lifecycle = (wrong: string, words: string, ...rules: readonly ModuleDocument[]): InvalidInput =>
  refusedBy("var.lifecycle_policy", wrong, words, {
    lifecycle_policy: { rules: rules.map((rule) => ({ rulePriority: 1, selection, action: expire, ...rule })) },
  });

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012";

/** Inputs that both the module and the construct reject, each with its own message. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  of("name", "a name with a space", "only letters a-z, digits and . _ - / are allowed in the name", "team/an api"),
  of("name", "a name that ends with a slash", "must start and end with a letter or digit", "team/"),
  of("name", "a name of one character", "2 to 256 characters", "a"),
  of("name", "a name with mixed separators", SEPARATOR_RULE, "a._b"),
  of("tags", "a tag with the reserved prefix", 'cannot start with "aws:", which AWS reserves', { "aws:owner": "x" }),
  {
    ...of("tags", "51 tags", "at most 50", Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`Tag${n}`, "x"]))),
    written: { tags: '${{ for number in range(51) : "Tag${number}" => "x" }}' },
  },
  of("tags", "a tag without a key", "1 to 128 characters", { "": "x" }),
  of("tags", "a long tag", "its value at most 256", { Owner: "x".repeat(257) }),
  of("tags", "a tag with invalid characters", "letters, digits, spaces and _ . : / = + - @", { Owner: "a;b" }),
  of("encryption_configuration", "a key without KMS", 'requires encryption_type = "KMS"', {
    encryption_type: "AES256",
    kms_key: KEY,
  }),
  of("encryption_configuration", "no key", "must be a key ARN", { encryption_type: "KMS", kms_key: "my-key" }),
  of("pull_principals", "a principal with wildcards", "without wildcards", ["arn:aws:iam::111122223333:role/*"]),
  of("push_principals", "a group as principal", "the ARN of an IAM role or user", [
    "arn:aws:iam::111122223333:group/team",
  ]),
  of("pull_principals", "a short account ID", "a quoted account ID (12 digits)", ["11112222"]),
  ...REFUSED_GRANTS,
  ...REFUSED_POLICIES,
  refusedBy("aws_ecr_repository.this", "a key in another region", "must be in the repository's region, eu-west-1", {
    encryption_configuration: { encryption_type: "KMS", kms_key: KEY.replace("eu-west-1", "us-east-1") },
  }),
  refusedBy(
    "aws_ecr_repository.retained",
    "force_delete of a retained repository",
    'requires deletion_policy = "Delete"',
    { deletion_policy: "Retain", force_delete: true },
  ),
  refusedBy("aws_ecr_repository.this", "dual-layer encryption outside GovCloud", "only in AWS GovCloud (US) regions", {
    encryption_configuration: { encryption_type: "KMS_DSSE" },
  }),
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
    "must be IMMUTABLE or MUTABLE. Exclusion filters require AWS provider 6.8",
    "IMMUTABLE_WITH_EXCLUSION",
  ),
  of("encryption_configuration", "an unknown encryption", "must be AES256, KMS or KMS_DSSE", {
    encryption_type: "SSE",
  }),
  refusedBy("aws_ecr_repository_policy.this", "two statements with one Sid", "must have a unique Sid or no Sid", {
    repository_policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: ["ecr:ListImages", "ecr:DescribeImages"].map((Action) => ({
        Sid: "AllowRead",
        Effect: "Allow",
        Principal: { AWS: "444455556666" },
        Action,
      })),
    }),
  }),
  of("deletion_policy", "a repository that Terraform stops managing", "must be Delete or Retain", "Orphan"),
];
