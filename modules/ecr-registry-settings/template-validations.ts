import { ROLE_ARN } from "../../src/domain/aws/arn-patterns";
import { oneOf } from "../../src/domain/problems/problem";
import { EXPECTED, TEMPLATE_DESCRIPTION_LENGTH, TEMPLATE_PREFIX } from "../../src/domain/registry/patterns";
import { TEMPLATE_USES } from "../../src/domain/registry/template-settings";
import { LIFECYCLE_RULE_CHECKS, RULE_COUNT } from "../ecr-repository/lifecycle-policy-validations";
import { ENCRYPTION_RULES, lengthCondition, LENGTH_LIMITS } from "../ecr-repository/preconditions";
import { REPOSITORY_POLICY_VALIDATIONS } from "../ecr-repository/repository-policy-validations";
import { MODULE_TAG_MUTABILITIES, SETTING_RULES, TAG_RULES } from "../ecr-repository/validations";
import { isOneOf, matchesRegex, negated, rulesOf, rule, type Precondition, type Validation } from "../kit/validation";
import { eachEntry, matchesSized, unlessNull } from "./entry-rules";
import { isAlias } from "./registry-key";
import { NEEDS_ROLE } from "./template-role";

const INPUT = "creation_templates";
const each = (holds: string, message: string): Validation => eachEntry(INPUT, holds, message);

/** A rule for one repository, for each template. */
const asRepository = ({ input, condition, message }: Validation): Validation =>
  each(condition(`entry.${input}`), message);

/** A rule for a repository's encryption. The alias of the module's key is accepted, which a precondition checks. */
const asEncryption = ({ input, condition, message }: Validation): Validation =>
  each(
    condition(`entry.${input}`).replace("can(regex(", `${isAlias(`entry.${input}.kms_key`)} || can(regex(`),
    message.replace(/Aliases are.*/, "To use the module's key, write the alias of that key"),
  );

const LIFECYCLE_RULES = "try(entry.lifecycle_policy.rules, [])";

/** Checks of lifecycle rules. The messages name the template and the rule. */
const LIFECYCLE: readonly Validation[] = LIFECYCLE_RULE_CHECKS.map(({ condition, message }) => {
  const holds = condition.replaceAll("in rules :", `in ${LIFECYCLE_RULES} :`);
  const failing = (templates: string): string =>
    `flatten([for prefix, entry in ${templates} : [for rule in ${LIFECYCLE_RULES} : "\${prefix}, rule \${rule.rulePriority}" if ${negated(holds)}]])`;
  return rule(
    INPUT,
    (templates) => `length(${failing(templates)}) == 0`,
    `In \${join(", ", ${failing(`var.${INPUT}`)})}: ${message}`,
  );
});

/** AWS's rules for creation templates that depend on neither the account nor the region. */
export const TEMPLATE_RULES: readonly Validation[] = [
  each(matchesSized(TEMPLATE_PREFIX, "prefix"), `the key must be ${EXPECTED.templatePrefix}`),
  each(
    `length(entry.applied_for) >= 1 && alltrue([for use in entry.applied_for : ${isOneOf(TEMPLATE_USES, "use")}])`,
    `applied_for must have at least 1 entry, each of them ${oneOf(TEMPLATE_USES)}`,
  ),
  each(
    unlessNull(
      "entry.description",
      (text) => `length(${text}) >= 1 && length(${text}) <= ${TEMPLATE_DESCRIPTION_LENGTH}`,
    ),
    `description must have 1 to ${TEMPLATE_DESCRIPTION_LENGTH} characters`,
  ),
  each(
    isOneOf(MODULE_TAG_MUTABILITIES, "entry.image_tag_mutability"),
    `image_tag_mutability must be ${oneOf(MODULE_TAG_MUTABILITIES)}`,
  ),
  ...rulesOf("encryption_configuration", SETTING_RULES).map(asEncryption),
  ...TAG_RULES.map(asRepository),
  each(
    unlessNull("entry.custom_role_arn", (arn) => matchesRegex(ROLE_ARN, arn)),
    "custom_role_arn must be the ARN of an IAM role (arn:aws:iam::<account>:role/<name>)",
  ),
  each(
    `entry.lifecycle_policy == null || try(${RULE_COUNT.condition("entry.lifecycle_policy.rules")}, false)`,
    `a lifecycle policy ${RULE_COUNT.message}`,
  ),
  ...LIFECYCLE,
  ...rulesOf("repository_policy", REPOSITORY_POLICY_VALIDATIONS).map(asRepository),
];

const inTemplate = ({ condition, errorMessage }: Precondition): Precondition => ({
  condition,
  errorMessage: `In \${each.key}: ${errorMessage}`,
});

/** Preconditions of a template: rules that depend on the partition, the region and other inputs, and the final policy's length. */
export function templatePreconditions(): Precondition[] {
  return [
    inTemplate({
      // The alias of the module's key has been replaced by its ARN.
      condition: `\${!${isAlias("each.value.encryption_configuration.kms_key")}}`,
      errorMessage:
        "if kms_key is an alias, it must be the alias of the module's key. For a different key, write the key's ARN.",
    }),
    ...ENCRYPTION_RULES.map(({ condition, message }) =>
      inTemplate({
        condition: `\${${condition("each.value.encryption_configuration")}}`,
        errorMessage: `${message.replace("the repository's", "the registry's")}.`,
      }),
    ),
    inTemplate({
      condition: `\${each.value.custom_role_arn != null || var.template_role != null || !(${NEEDS_ROLE.replaceAll("template.", "each.value.")})}`,
      errorMessage:
        "tags and KMS encryption require custom_role_arn, or template_role, which creates a role. ECR needs this role to create repositories with these settings.",
    }),
    inTemplate(lengthCondition('try(local.lifecycle_policies[each.key], "")', LENGTH_LIMITS.lifecyclePolicy)),
  ];
}
