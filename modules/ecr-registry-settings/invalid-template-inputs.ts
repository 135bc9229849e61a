import { longText, refusedValue as rejected, TEST_LOCATION, type InvalidInput } from "../kit/invalid-input";
import { type ModuleDocument } from "../kit/module-definition";
import { INVALID_INPUTS as REPOSITORY_INPUTS } from "../ecr-repository/invalid-inputs";

const { account } = TEST_LOCATION;
const ROLE = `arn:aws:iam::${account}:role/ecr`;
const KEY = "key/12345678-1234-1234-1234-123456789012";

const template = (title: string, words: string, value: ModuleDocument, prefix = "quay"): InvalidInput =>
  rejected("creation_templates", title, words, {
    [prefix]: { applied_for: ["REPLICATION"], custom_role_arn: ROLE, ...value },
  });

const withoutRole = (title: string, value: ModuleDocument): InvalidInput => ({
  ...template(title, "require custom_role_arn", { custom_role_arn: null, ...value }),
  rejectedBy: "aws_ecr_repository_creation_template.this",
});

/** Settings that templates have in common with repositories, with the same invalid values. */
export const AS_REPOSITORY: readonly InvalidInput[] = REPOSITORY_INPUTS.filter(
  ({ rejectedBy, inputs }) =>
    /^var\.(?:tags|encryption_configuration|lifecycle_policy|repository_policy)$/.test(rejectedBy) &&
    Object.keys(inputs).length === 1,
).map(({ title, inputs, expectedMessage }) => template(`${title}, in a template`, expectedMessage, inputs));

/** Templates and roles for them that the module and an environment reject, in addition to `AS_REPOSITORY`. */
export const INVALID_TEMPLATES: readonly InvalidInput[] = [
  template("a template prefix with a capital", "the key must be a prefix of repository names", {}, "Quay"),
  template("a template for nothing", "applied_for must have at least 1 entry", { applied_for: [] }),
  template("a template for an unknown use", "applied_for must have at least 1 entry", { applied_for: ["PUSH"] }),
  template("a long description", "description must have 1 to 255 characters", { description: "x".repeat(256) }),
  template("an unknown mutability", "image_tag_mutability must be", { image_tag_mutability: "SOMETIMES" }),
  template("a template's role without an ARN", "custom_role_arn must be the ARN of an IAM role", {
    custom_role_arn: "ecr",
  }),
  withoutRole("tags without a role", { tags: { Team: "platform" } }),
  withoutRole("KMS without a role", { encryption_configuration: { encryption_type: "KMS" } }),
  {
    ...template("a template's key in another region", "must be in the registry's region, eu-west-1", {
      encryption_configuration: { encryption_type: "KMS", kms_key: `arn:aws:kms:us-east-1:${account}:${KEY}` },
    }),
    rejectedBy: "aws_ecr_repository_creation_template.this",
  },
  {
    ...template("the alias of another key in a template", "must be the alias of the module's key", {
      encryption_configuration: { encryption_type: "KMS", kms_key: "alias/other" },
    }),
    rejectedBy: "aws_ecr_repository_creation_template.this",
  },
  {
    ...template("KMS_DSSE in a template outside GovCloud", "ECR supports KMS_DSSE only in AWS GovCloud", {
      encryption_configuration: { encryption_type: "KMS_DSSE" },
    }),
    rejectedBy: "aws_ecr_repository_creation_template.this",
  },
  rejected("template_role", "a role with a space in its name", "The name of template_role must have", {
    name: "my role",
  }),
  rejected("template_role", "a role with a relative path", "The path of template_role must be a path", {
    name: "templates",
    path: "ecr",
  }),
  template("an unknown encryption in a template", "must be AES256, KMS or KMS_DSSE", {
    encryption_configuration: { encryption_type: "SSE" },
  }),
  {
    ...template(
      "a long lifecycle policy",
      "the lifecycle policy must have at most 30720",
      longPolicy("x".repeat(30_720)),
    ),
    written: { creation_templates: { quay: { applied_for: ["REPLICATION"], ...longPolicy(longText(30_720)) } } },
    rejectedBy: "aws_ecr_repository_creation_template.this",
  },
];

function longPolicy(description: string): ModuleDocument {
  const selection = { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 1 };
  return { lifecycle_policy: { rules: [{ rulePriority: 1, description, selection, action: { type: "expire" } }] } };
}
