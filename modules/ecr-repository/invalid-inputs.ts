import { refusedValue as of, type InvalidInput } from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";
import { DOUBTFUL_POLICIES, REFUSED_POLICIES } from "./repository-policy-invalid-inputs";

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

/** Inputs that the module refuses, and the checks of the construct with it. */
export const INVALID_INPUTS: readonly InvalidInput[] = [
  of("name", "a name with a blank", "team/an api", "only letters a-z, digits and . _ - / are allowed"),
  of("name", "a name that ends with a slash", "team/", "must begin and end with a letter or digit"),
  of("name", "a name of one character", "a", "2 to 256"),
  of("name", "a name with mixed separators", "a._b", "separators can not be mixed or repeated"),
  of(
    "tags",
    "a tag of AWS's own",
    { "aws:owner": "x" },
    'begins with "aws:", which AWS keeps to itself; choose another',
  ),
  of(
    "tags",
    "51 tags",
    Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`Tag${index}`, "x"])),
    "at most 50",
  ),
  of("tags", "a tag without a key", { "": "x" }, "1 to 128 are allowed"),
  of("tags", "a long tag", { Owner: "x".repeat(257) }, "at most 256 are allowed"),
  of("tags", "a tag with odd characters", { Owner: "a;b" }, "letters, digits, blanks and _ . : / = + - @ are allowed"),
  of(
    "encryption_configuration",
    "a key without KMS",
    { encryption_type: "AES256", kms_key: KEY },
    "with AES256, which takes none",
  ),
  of(
    "encryption_configuration",
    "no key",
    { encryption_type: "KMS", kms_key: "my-key" },
    "is no KMS key; write its ARN",
  ),
  of(
    "pull_principals",
    "a principal with wildcards",
    ["arn:aws:iam::111122223333:role/*"],
    "a principal has no wildcards; name each",
  ),
  of("push_principals", "a group as principal", ["arn:aws:iam::111122223333:group/team"], "principal"),
  of("pull_principals", "a short account id", ["11112222"], "account id"),
  ...REFUSED_POLICIES,
  {
    title: "a key of another region",
    inputs: { encryption_configuration: { encryption_type: "KMS", kms_key: KEY.replace("eu-west-1", "us-east-1") } },
    rejectedBy: "aws_ecr_repository.this",
    expectedMessage: "ECR needs a key of its own region",
  },
  {
    title: "force_delete of what is retained",
    inputs: { deletion_policy: "Retain", force_delete: true },
    rejectedBy: "aws_ecr_repository.retained",
    expectedMessage: "it is for Delete only, leave it out",
  },
  {
    title: "two layers of encryption outside of GovCloud",
    inputs: { encryption_configuration: { encryption_type: "KMS_DSSE" } },
    rejectedBy: "aws_ecr_repository.this",
    expectedMessage: "in AWS GovCloud (US) regions only; write KMS",
  },
  lifecycle("no lifecycle rules", "write a rule, or leave the lifecycle policy out"),
  lifecycle("an unknown tagStatus", "tagged, untagged or any", { selection: { ...selection, tagStatus: "all" } }),
  lifecycle("an unknown countType", "sinceImagePushed, sinceImagePulled or sinceImageTransitioned", {
    selection: { ...selection, countType: "sinceImageBuilt", countUnit: "days" },
  }),
  lifecycle("an unknown action", "expire or transition", { action: { type: "archive" } }),
  lifecycle("a count of no images", "at least 1", { selection: { ...selection, countNumber: 0 } }),
  lifecycle("a priority twice", "give each rule its own", {}, { selection: { ...selection, tagStatus: "untagged" } }),
  lifecycle("a tagged rule without a list", "add one of them, as tagPatternList", {
    selection: { ...selection, tagStatus: "tagged" },
  }),
  lifecycle("a list without tagged", 'only "tagged" takes a list; write "tagged", or leave the list out', {
    selection: { ...selection, tagPatternList: ["v*"] },
  }),
  lifecycle("five wildcards", "a pattern has at most 4", {
    selection: { ...selection, tagStatus: "tagged", tagPatternList: ["*a*b*c*d*"] },
  }),
  lifecycle("days without a unit", "days", { selection: { ...selection, countType: "sinceImagePushed" } }),
  lifecycle("weeks", 'ECR counts in "days" only', {
    selection: { ...selection, countType: "sinceImagePushed", countUnit: "weeks" },
  }),
  lifecycle("a unit with a count of images", "leave the unit out", { selection: { ...selection, countUnit: "days" } }),
  lifecycle("archived images without their storage class", "sinceImageTransitioned is about archived images", {
    selection: { ...selection, countType: "sinceImageTransitioned", countUnit: "days", countNumber: 90 },
  }),
  lifecycle("archived images that go too early", "stays at least 90 days; write 90 or more", {
    selection: { ...selection, storageClass: "archive", countType: "sinceImageTransitioned", countUnit: "days" },
  }),
  lifecycle("archived images that are archived again", 'archived already; write "expire"', {
    selection: {
      ...selection,
      storageClass: "archive",
      countType: "sinceImageTransitioned",
      countUnit: "days",
      countNumber: 90,
    },
    action: { type: "transition", targetStorageClass: "archive" },
  }),
  lifecycle("expiry since the last pull", 'allows "transition" only; write "transition", or count sinceImagePushed', {
    selection: { ...selection, countType: "sinceImagePulled", countUnit: "days" },
  }),
  lifecycle("a transition to nowhere", '"transition" needs targetStorageClass', { action: { type: "transition" } }),
  lifecycle(
    "two rules for all images",
    "Rule for tagStatus=ANY must have the lowest priority per storage class",
    {},
    { rulePriority: 2 },
  ),
  lifecycle(
    "any before others",
    "Rule for tagStatus=ANY must have the lowest priority per storage class",
    {},
    { rulePriority: 2, selection: { ...selection, tagStatus: "untagged" } },
  ),
  lifecycle(
    "two rules for untagged images",
    "Only one rule can select Untagged images per storage class",
    { selection: { ...selection, tagStatus: "untagged" } },
    { rulePriority: 2, selection: { ...selection, tagStatus: "untagged" } },
  ),
  lifecycle("an empty pattern", "at least 1 character", {
    selection: { ...selection, tagStatus: "tagged", tagPatternList: [""] },
  }),
  lifecycle("a prefix twice", "a prefix appears once per storage class; leave one out", {
    selection: { ...selection, tagStatus: "tagged", tagPrefixList: ["v", "v"] },
  }),
];

/** What the construct can not be given, or only warns of: its types have these values, and ECR takes a Sid twice. */
export const MODULE_ONLY_INVALID_INPUTS: readonly InvalidInput[] = [
  of("image_tag_mutability", "exclusion filters", "IMMUTABLE_WITH_EXCLUSION", "must be IMMUTABLE or MUTABLE"),
  of(
    "encryption_configuration",
    "an unknown encryption",
    { encryption_type: "SSE" },
    "must be AES256, KMS or KMS_DSSE",
  ),
  of("deletion_policy", "a repository to let go of", "Orphan", "must be Delete or Retain"),
  ...DOUBTFUL_POLICIES,
];
