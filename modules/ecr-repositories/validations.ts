import { TAG_LIMITS } from "../../src/domain/aws/tags";
import { LIFECYCLE_RULE_CHECKS, RULE_COUNT } from "../ecr-repository/lifecycle-policy-validations";
import { GRANT_VALIDATIONS } from "../ecr-repository/grant-validations";
import {
  ENCRYPTION_RULES,
  FORCE_DELETE_MESSAGE,
  LENGTH_LIMITS,
  REPEATED_SIDS,
  repeatedSids,
} from "../ecr-repository/preconditions";
import { REPOSITORY_POLICY_VALIDATIONS } from "../ecr-repository/repository-policy-validations";
import { NAME_RULES, SETTING_RULES, TAG_RULES } from "../ecr-repository/validations";
import { negated, type Precondition, type Validation } from "../kit/validation";

const FORCE_DELETE: Validation = {
  input: "force_delete",
  condition: (forceDelete) => `!${forceDelete} || repository.deletion_policy == "Delete"`,
  message: FORCE_DELETE_MESSAGE,
};

/** Counts both maps together. Other rules check each of them separately. */
const ALL_TAGS: Validation = {
  input: "tags",
  condition: (tags) => `length(merge(var.tags, ${tags})) <= ${TAG_LIMITS.count}`,
  message: `At most ${TAG_LIMITS.count} tags are allowed, including the tags of all repositories`,
};

const POLICY_REFERENCES: readonly Validation[] = [
  {
    input: "lifecycle_policy_name",
    condition: (name) => `${name} == null || repository.lifecycle_policy == null`,
    message: "Set either lifecycle_policy_name or lifecycle_policy, not both",
  },
  {
    input: "lifecycle_policy_name",
    condition: (name) => `${name} == null || can(var.lifecycle_policies[${name}])`,
    message:
      "The lifecycle_policy_name must be a key of lifecycle_policies: ${jsonencode(keys(var.lifecycle_policies))}",
  },
];

/** Names of the repositories that violate a rule, as an expression. */
function brokenIn(repositories: string, { input, condition }: Validation): string {
  const holds = condition(input === "name" ? "name" : `repository.${input}`);
  return `[for name, repository in ${repositories} : name if ${negated(holds)}]`;
}

/**
 * Applies a rule for one repository to every repository in the map. The message names the repositories that violate the
 * rule. They are collected in a list, because `alltrue` would first convert its argument to a list and take twice as
 * long.
 */
function forEachRepository(rule: Validation): Validation {
  return {
    input: "repositories",
    condition: (repositories) => `length(${brokenIn(repositories, rule)}) == 0`,
    message: `In \${join(", ", ${brokenIn("var.repositories", rule)})}: ${rule.message}`,
  };
}

/** The rules of `ecr-repository`, except those for lifecycle policies, for each repository in the map. */
export const REPOSITORIES_RULES: readonly Validation[] = [
  ...NAME_RULES,
  ...TAG_RULES,
  ALL_TAGS,
  ...SETTING_RULES,
  FORCE_DELETE,
  ...POLICY_REFERENCES,
  ...REPOSITORY_POLICY_VALIDATIONS,
  ...GRANT_VALIDATIONS,
].map(forEachRepository);

/** A check of all repositories or policies. */
interface Check {
  readonly name: string;
  /** Names that fail, as an expression. */
  readonly failing: string;
  readonly message: string;
}

/** Rules of policies in `local.lifecycle_rules`, by the policy's label. */
const LIFECYCLE_CHECKS: readonly Check[] = [
  {
    name: "rule_count",
    failing: `[for label, rules in local.lifecycle_rules : label if !(${RULE_COUNT.condition("rules")})]`,
    message: `A lifecycle policy ${RULE_COUNT.message}`,
  },
  ...LIFECYCLE_RULE_CHECKS.map(({ name, condition, message }) => ({
    name,
    failing: `[for rule in local.labeled_rules : rule.label if ${negated(condition.replaceAll("in rules :", "in rule.policy :"))}]`,
    message,
  })),
];

/** Checks that depend on the provider's region, and checks of the final policies' length. */
const OTHER_CHECKS: readonly Check[] = [
  ...ENCRYPTION_RULES.map((rule, index) => ({
    name: ["kms_dsse", "kms_region"][index] ?? rule.input,
    failing: brokenIn("local.repositories", rule),
    message: rule.message,
  })),
  {
    name: "lifecycle_policy_length",
    failing: `[for label, policy in local.rendered_lifecycle_policies : label if length(policy) > ${LENGTH_LIMITS.lifecyclePolicy.most}]`,
    message: LENGTH_LIMITS.lifecyclePolicy.message,
  },
  {
    name: "repository_policy_length",
    failing: `[for name, policy in local.repository_policies : name if length(policy) > ${LENGTH_LIMITS.repositoryPolicy.most}]`,
    message: LENGTH_LIMITS.repositoryPolicy.message,
  },
  {
    name: "repeated_sids",
    failing: `[for name, statements in local.statements : name if length(${repeatedSids("statements")}) > 0]`,
    message: REPEATED_SIDS,
  },
];

const CHECKS = [...LIFECYCLE_CHECKS, ...OTHER_CHECKS];

/**
 * What fails each check, as the expression of a local. Terraform evaluates it once, instead of once for each message
 * and repository.
 */
export const INVALID = `{ ${CHECKS.map(({ name, failing }) => `${name} = ${failing}`).join(", ")} }`;

/**
 * Preconditions of an output, because Terraform evaluates them once. Preconditions of the repositories would be
 * evaluated for each repository, which takes a tenth of a plan. Validations of the variables would repeat every
 * condition in the message. A data source with preconditions is read only during apply whenever their references
 * change.
 */
export const OUTPUT_CONDITIONS: readonly Precondition[] = CHECKS.map(({ name, message }) => ({
  condition: `\${length(local.invalid.${name}) == 0}`,
  errorMessage: `In \${join(", ", local.invalid.${name})}: ${message}.`,
}));
