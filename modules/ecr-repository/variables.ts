import { type ModuleStack } from "../kit/module-stack";
import { LIFECYCLE_POLICY_TYPE, LIFECYCLE_VALIDATIONS } from "./lifecycle-policy-validations";
import { GRANT_VALIDATIONS } from "./grant-validations";
import { GRANTS_TYPE } from "./grants";
import { REPOSITORY_POLICY_VALIDATIONS } from "./repository-policy-validations";
import { REPOSITORY_POLICY_LENGTH } from "../../src/domain/repository-policy/schema";
import { NAME_RULES, SETTING_RULES, TAG_RULES } from "./validations";
import { DESCRIPTIONS, REPOSITORY_DEFAULTS } from "../../src/domain/repository/settings";

/** Descriptions of the variables. Ranges are AWS's; defaults are those of the environments. */
export const VARIABLE_DESCRIPTIONS = {
  create: "Whether the module creates anything. Defaults to `true`.",
  tags: "Tags of the repository, in addition to the provider's default tags. At most 50 tags in total, with keys of up to 128 characters and values of up to 256. Defaults to no tags.",
  name: DESCRIPTIONS.repositoryName,
  image_tag_mutability: `Whether a push can overwrite an existing tag: \`IMMUTABLE\` prevents it, \`MUTABLE\` allows it. Defaults to \`${REPOSITORY_DEFAULTS.imageTagMutability}\`.`,
  scan_on_push: `${DESCRIPTIONS.scanOnPush} Defaults to \`${REPOSITORY_DEFAULTS.scanOnPush}\`.`,
  encryption_configuration: `${DESCRIPTIONS.encryptionConfiguration} \`encryption_type\` is ${DESCRIPTIONS.encryptionType.replace(/\.$/, "")}; \`kms_key\` is the ARN of a key in the repository's region. Without \`kms_key\`, ECR uses the AWS managed key \`aws/ecr\`. Defaults to \`${REPOSITORY_DEFAULTS.encryptionConfiguration.encryptionType}\`.`,
  deletion_policy: `What happens when Terraform would destroy the repository: with \`Delete\`, Terraform deletes it; with \`Retain\`, Terraform rejects the plan. To change the policy later, add a \`moved\` block as shown in the README. Defaults to \`${REPOSITORY_DEFAULTS.deletionPolicy}\`.`,
  force_delete: `${DESCRIPTIONS.forceDelete} Requires \`deletion_policy = "Delete"\`. Defaults to \`${REPOSITORY_DEFAULTS.forceDelete}\`.`,
  lifecycle_policy:
    "Which images ECR deletes or archives: 1 to 50 rules with the same keys as in AWS's JSON format. You can pass a JSON file as `jsondecode(file(...))`. Defaults to null, which keeps all images.",
  pull_principals: `${DESCRIPTIONS.pullPrincipals} Defaults to only the repository's own account.`,
  push_principals: `${DESCRIPTIONS.pushPrincipals} Defaults to only the repository's own account.`,
  pull_grants:
    "Who may pull, in addition to `pull_principals`. Each entry sets one of `principals` (account IDs or ARNs of IAM roles and users), `organization` (an organization ID), `organizational_unit` (the unit's path; if it ends in a slash, only the accounts directly in the unit), and `service` (such as `lambda` or `codebuild`, with `source_arns` or `source_accounts`). `vpc_endpoints` and `ip_ranges` limit an entry to requests from these networks. A request must match at least one endpoint or range. Defaults to no one.",
  push_grants:
    "Who may push and pull, in addition to `push_principals`: entries as in `pull_grants`, but without services. Defaults to no one.",
  cached:
    "Whether the repository is under the prefix of a pull-through cache rule. If so, `pull_grants` and `push_grants` include the import of images from the upstream registry. Defaults to `false`.",
  repository_policy: `Repository policy, which grants access to other principals: a JSON document without \`Resource\`, written with \`jsonencode\`. A public principal needs a \`Condition\`, whose content is not checked. At most ${REPOSITORY_POLICY_LENGTH} characters, including the statements for the principals above. Defaults to null (no additional statements).`,
} as const;

/** Adds the variables in reading order. */
export function addRepositoryVariables(stack: ModuleStack): void {
  const { imageTagMutability, scanOnPush, deletionPolicy, forceDelete } = REPOSITORY_DEFAULTS;
  const description = VARIABLE_DESCRIPTIONS;
  stack.addVariable("create", { description: description.create, type: "bool", default: true });
  stack.addVariable("tags", { description: description.tags, type: "map(string)", default: {}, rules: TAG_RULES });
  stack.addVariable("name", { description: description.name, type: "string", rules: NAME_RULES });
  const add = (name: keyof typeof description, type: string, value: unknown): void => {
    const variable = { description: description[name], type, default: value };
    stack.addVariables({ [name]: variable }, [
      ...SETTING_RULES,
      ...REPOSITORY_POLICY_VALIDATIONS,
      ...GRANT_VALIDATIONS,
      ...LIFECYCLE_VALIDATIONS,
    ]);
  };
  add("image_tag_mutability", "string", imageTagMutability);
  add("scan_on_push", "bool", scanOnPush);
  add("encryption_configuration", ENCRYPTION_TYPE, {});
  add("deletion_policy", "string", deletionPolicy);
  add("force_delete", "bool", forceDelete);
  add("lifecycle_policy", LIFECYCLE_POLICY_TYPE, null);
  add("pull_principals", "list(string)", []);
  add("push_principals", "list(string)", []);
  add("pull_grants", GRANTS_TYPE, []);
  add("push_grants", GRANTS_TYPE, []);
  add("cached", "bool", false);
  add("repository_policy", "string", null);
}

/** Type of the encryption configuration in a module's variable. */
export const ENCRYPTION_TYPE = `object({
  encryption_type = optional(string, "${REPOSITORY_DEFAULTS.encryptionConfiguration.encryptionType}")
  kms_key         = optional(string)
})`;
