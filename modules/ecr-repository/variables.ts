import { CREATE, texts, withDefault } from "../kit/object-variable";
import { type ModuleVariables } from "../kit/module-stack";
import { LIFECYCLE_POLICY_TYPE } from "./lifecycle-policy-validations";
import { GRANTS_TYPE } from "./grants";
import { REPOSITORY_POLICY_LENGTH } from "../../src/domain/repository-policy/schema";
import { DESCRIPTIONS, REPOSITORY_DEFAULTS } from "../../src/domain/repository/settings";

/** Type of the encryption configuration in a module's variable. */
export const ENCRYPTION_TYPE = `object({
  encryption_type = optional(string, "${REPOSITORY_DEFAULTS.encryptionConfiguration.encryptionType}")
  kms_key         = optional(string)
})`;

const { imageTagMutability, scanOnPush, deletionPolicy, forceDelete, encryptionConfiguration } = REPOSITORY_DEFAULTS;

/** Variables in reading order. Ranges are AWS's; defaults are those of the environments. */
export const VARIABLES: ModuleVariables = {
  create: CREATE,
  tags: {
    description:
      "Tags of the repository, in addition to the provider's default tags. At most 50 tags in total, with keys of up to 128 characters and values of up to 256. Defaults to no tags.",
    type: "map(string)",
    default: {},
  },
  name: { description: DESCRIPTIONS.repositoryName, type: "string" },
  image_tag_mutability: withDefault(
    "string",
    imageTagMutability,
    "Whether a push can overwrite an existing tag: `IMMUTABLE` prevents it, `MUTABLE` allows it.",
  ),
  scan_on_push: withDefault("bool", scanOnPush, DESCRIPTIONS.scanOnPush),
  encryption_configuration: {
    description: `${DESCRIPTIONS.encryptionConfiguration} \`encryption_type\` is ${DESCRIPTIONS.encryptionType.replace(/\.$/, "")}; \`kms_key\` is the ARN of a key in the repository's region. Without \`kms_key\`, ECR uses the AWS managed key \`aws/ecr\`. Defaults to \`${encryptionConfiguration.encryptionType}\`.`,
    type: ENCRYPTION_TYPE,
    default: {},
  },
  deletion_policy: withDefault(
    "string",
    deletionPolicy,
    "What happens when Terraform would destroy the repository: with `Delete`, Terraform deletes it; with `Retain`, Terraform rejects the plan. To change the policy later, add a `moved` block as shown in the README.",
  ),
  force_delete: withDefault(
    "bool",
    forceDelete,
    `${DESCRIPTIONS.forceDelete} Requires \`deletion_policy = "Delete"\`.`,
  ),
  lifecycle_policy: {
    description:
      "Which images ECR deletes or archives: 1 to 50 rules with the same keys as in AWS's JSON format. You can pass a JSON file as `jsondecode(file(...))`. Defaults to null, which keeps all images.",
    type: LIFECYCLE_POLICY_TYPE,
    default: null,
  },
  pull_principals: texts("only the repository's own account", DESCRIPTIONS.pullPrincipals),
  push_principals: texts("only the repository's own account", DESCRIPTIONS.pushPrincipals),
  pull_grants: {
    description:
      "Who may pull, in addition to `pull_principals`. Each entry sets one of `principals` (account IDs or ARNs of IAM roles and users), `organization` (an organization ID), `organizational_unit` (the unit's path; if it ends in a slash, only the accounts directly in the unit), and `service` (such as `lambda` or `codebuild`, with `source_arns` or `source_accounts`). `vpc_endpoints` and `ip_ranges` limit an entry to requests from these networks. A request must match at least one endpoint or range. Defaults to no one.",
    type: GRANTS_TYPE,
    default: [],
  },
  push_grants: {
    description:
      "Who may push and pull, in addition to `push_principals`: entries as in `pull_grants`, but without services. Defaults to no one.",
    type: GRANTS_TYPE,
    default: [],
  },
  cached: withDefault(
    "bool",
    false,
    "Whether the repository is under the prefix of a pull-through cache rule. If so, `pull_grants` and `push_grants` include the import of images from the upstream registry.",
  ),
  repository_policy: {
    description: `Repository policy, which grants access to other principals: a JSON document without \`Resource\`, written with \`jsonencode\`. A public principal needs a \`Condition\`, whose content is not checked. At most ${REPOSITORY_POLICY_LENGTH} characters, including the statements for the principals above. Defaults to null (no additional statements).`,
    type: "string",
    default: null,
  },
};
