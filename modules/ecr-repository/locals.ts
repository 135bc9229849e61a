import { KEY_ARN, iamArnStart } from "../../src/domain/aws/arn-patterns";
import { IDENTITY } from "../../src/domain/repository-policy/principal";
import { withoutAnchors } from "../../src/domain/aws/arn-patterns";
import { PARTITION_NAMES } from "../../src/domain/aws/partitions";
import { CURRENT } from "../kit/data-sources";
import { hclList, hclText } from "../kit/validation";
import { PULL_ACTIONS, PUSH_ACTIONS } from "../../src/domain/repository-policy/actions";
import { statements } from "./repository-policy-validations";

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
};

/** Comments on the locals, by address. */
export const LOCAL_COMMENTS: Readonly<Record<string, string>> = {
  "local.partitions":
    "Patterns for the variables' validations. They list all partitions, because a validation does not know the provider's partition.",
  "local.kms_arn_prefix": "Prefix of the ARNs of KMS keys in the provider's region.",
  "local.lifecycle_rules": "Optional attributes that are not set are null, and ECR rejects null. Drop them.",
  "local.lifecycle_rules_by_priority":
    "Sorted by priority, the order in which ECR returns rules. Map keys sort as text, so priorities are zero-padded to 10 digits.",
  "local.grants": "Actions granted to pull_principals and push_principals: what `docker pull` and `docker push` need.",
  "local.statements":
    "The statements of repository_policy, followed by the grants. An account ID (12 digits) becomes the account's ARN.",
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
 * The grants to principals, as an expression for a list of `sid`, `principals` and `actions`.
 * @param input expression of an input by its name, such as `var.pull_principals`
 */
export function grants(input: (name: string) => string): string {
  const grant = (sid: string, principals: string, actions: readonly string[]): string =>
    `{ sid = "${sid}", principals = ${principals}, actions = ${hclList(actions)} }`;
  const pushing = [...new Set([...PUSH_ACTIONS, ...PULL_ACTIONS])];
  return `[${grant("AllowPull", input("pull_principals"), PULL_ACTIONS)}, ${grant("AllowPush", input("push_principals"), pushing)}]`;
}

/**
 * The final statements of a repository policy as an expression: the written statements, followed by a grant for each
 * list of principals that is not empty.
 * @param policy expression of the written policy, as JSON text or null
 * @param granted expression of the `grants`
 */
export function renderedStatements(policy: string, granted: string): string {
  const arn = `length(principal) == 12 ? "arn:\${${CURRENT.partition}}:iam::\${principal}:root" : principal`;
  const statement =
    `{ Sid = grant.sid, Effect = "Allow", Principal = { AWS = distinct([for principal in grant.principals : ${arn}]) }, ` +
    `Action = grant.actions }`;
  return `concat(${statements(policy)}, [for grant in ${granted} : ${statement} if length(grant.principals) > 0])`;
}

/**
 * The final repository policy, as an expression.
 * @param policy expression of the written policy, as JSON text or null
 * @param sent expression of all its statements, including grants
 */
export function renderedPolicy(policy: string, sent: string): string {
  return `jsonencode(merge({ Version = "2012-10-17" }, try(jsondecode(${policy}), {}), { Statement = ${sent} }))`;
}
