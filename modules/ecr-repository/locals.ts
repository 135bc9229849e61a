import { KEY_ARN, iamArnStart } from "../../src/domain/aws/arn-patterns";
import { IDENTITY } from "../../src/domain/repository-policy/principal";
import { withoutAnchors } from "../../src/domain/aws/arn-patterns";
import { PARTITION_NAMES } from "../../src/domain/aws/partitions";
import { CURRENT } from "../kit/data-sources";
import { hclText } from "../kit/validation";
import { ACTION_LOCALS } from "./grants";

const PRESENT = "key => value if value != null";

/** An account ID or an IAM ARN. */
const PRINCIPAL = new RegExp(`^([0-9]{12}|${iamArnStart()}${withoutAnchors(IDENTITY)})$`);

/** A pattern as an HCL string. The partitions come from a local, which keeps the line short. */
function arnPattern({ source }: RegExp): string {
  return hclText(source.replaceAll("\\/", "/")).replace(PARTITION_NAMES.join("|"), "${local.partitions}");
}

/** Locals that the validations and the preconditions of both modules use. */
export const SHARED_LOCALS: Readonly<Record<string, string>> = {
  partitions: hclText(PARTITION_NAMES.join("|")),
  principal_pattern: arnPattern(PRINCIPAL),
  kms_key_pattern: arnPattern(KEY_ARN),
  kms_arn_prefix: `"arn:\${${CURRENT.partition}}:kms:\${${CURRENT.region}}:"`,
  ...ACTION_LOCALS,
};

/** Comments on the locals, by address. */
export const LOCAL_COMMENTS: Readonly<Record<string, string>> = {
  "local.partitions":
    "Patterns for the variables' validations. They list all partitions, because a validation cannot read the provider's partition.",
  "local.kms_arn_prefix": "Prefix of the ARNs of KMS keys in the provider's region.",
  "local.lifecycle_rules": "Optional attributes that are not set are null, and ECR rejects null. Drop them.",
  "local.lifecycle_rules_by_priority":
    "Sorted by priority, the order in which ECR returns rules. Map keys sort as text, so priorities are zero-padded to 10 digits.",
  "local.pull_actions": "What `docker pull` and `docker push` need.",
  "local.grants":
    "Who may pull and push, one entry for each test of a condition. An account ID (12 digits) becomes the account's ARN.",
  "local.grants_by_test": "Grants that differ only in the values of a condition are merged.",
  "local.merged_grants": "Grants that differ only in their principals are merged.",
  "local.statements":
    "The statements of repository_policy, followed by the grants. If a Sid is already in use, the grant's Sid gets a number.",
};

/**
 * The rules of a policy without nulls, as an expression; only a missing description stays null.
 * @param rules expression of the rules
 */
export function rulesWithoutNulls(rules: string): string {
  const part = (name: string): string => `${name} = { for key, value in rule.${name} : ${PRESENT} }`;
  return (
    `[for rule in ${rules} : { rulePriority = rule.rulePriority, description = rule.description, ` +
    `${part("selection")}, ${part("action")} }]`
  );
}

/**
 * The rules by priority and without null values, as an expression. Rules with an invalid priority are kept so that a
 * check can name them.
 * @param rules expression of the `rulesWithoutNulls`
 */
export function rulesByPriority(rules: string): string {
  return (
    `{ for rule in ${rules} : format("%010d", floor(rule.rulePriority)) => ` +
    `{ for key, value in rule : ${PRESENT} }... }`
  );
}

/**
 * The final lifecycle policy, as an expression.
 * @param byPriority expression of the `rulesByPriority`
 */
export function renderedLifecyclePolicy(byPriority: string): string {
  return `jsonencode({ rules = flatten(values(${byPriority})) })`;
}

/**
 * The final repository policy, as an expression.
 * @param policy expression of the written policy, as JSON text or null
 * @param sent expression of all its statements, including grants
 */
export function renderedPolicy(policy: string, sent: string): string {
  return `jsonencode(merge({ Version = "2012-10-17" }, try(jsondecode(${policy}), {}), { Statement = ${sent} }))`;
}
