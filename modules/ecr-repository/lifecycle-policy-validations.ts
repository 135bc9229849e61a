import { LIFECYCLE_LIMITS } from "../../src/domain/lifecycle-policy/limits";
import { isOneOf, negated, type Validation } from "../kit/validation";

/** Type of a lifecycle policy in a module's variable, with AWS's own keys, so that AWS's JSON can be decoded into it. */
export const LIFECYCLE_POLICY_TYPE = `object({
  rules = list(object({
    rulePriority = number
    description  = optional(string)
    selection = object({
      tagStatus      = string
      tagPrefixList  = optional(list(string))
      tagPatternList = optional(list(string))
      storageClass   = optional(string)
      countType      = string
      countUnit      = optional(string)
      countNumber    = number
    })
    action = object({
      type               = string
      targetStorageClass = optional(string)
    })
  }))
})`;

/** A check of each rule of a lifecycle policy. */
export interface LifecycleRuleCheck {
  /** Key of the check in a module's local. */
  readonly name: string;
  /** The condition, as an expression with `rule` and `rules` (all rules of the policy). */
  readonly condition: string;
  /** What is expected, shown after the rule's name: a sentence without the period at its end. */
  readonly message: string;
}

const { archivedDays, rules: mostRules, wildcards } = LIFECYCLE_LIMITS;

const SAME_CLASS =
  'coalesce(other.selection.storageClass, "standard") == coalesce(rule.selection.storageClass, "standard")';
const TAG_LISTS = "[rule.selection.tagPrefixList, rule.selection.tagPatternList]";

/**
 * AWS's requirements for each rule. ECR and `ecr validate` check the rest: a second rule for untagged images and duplicate
 * prefixes.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export const LIFECYCLE_RULE_CHECKS: readonly LifecycleRuleCheck[] = [
  {
    name: "priority",
    condition:
      "rule.rulePriority >= 1 && floor(rule.rulePriority) == rule.rulePriority && " +
      "length([for other in rules : other if other.rulePriority == rule.rulePriority]) == 1",
    message: "rulePriority must be a whole number of at least 1 that no other rule uses",
  },
  {
    name: "tag_status",
    condition: isOneOf(["tagged", "untagged", "any"], "rule.selection.tagStatus"),
    message: 'tagStatus must be "tagged", "untagged" or "any"',
  },
  {
    name: "tag_lists",
    condition: `length([for tags in ${TAG_LISTS} : tags if tags != null]) == (rule.selection.tagStatus == "tagged" ? 1 : 0)`,
    message:
      'tagStatus = "tagged" requires either tagPatternList or tagPrefixList (tagPatternList = ["*"] selects every tagged image); tagStatus = "untagged" and tagStatus = "any" accept neither of the two lists',
  },
  {
    name: "empty_tags",
    condition: `!anytrue([for tags in ${TAG_LISTS} : try(length(tags) == 0 || contains(tags, ""), false)])`,
    message: "tagPatternList and tagPrefixList must have at least 1 entry, and each entry at least 1 character",
  },
  {
    name: "wildcards",
    condition: `rule.selection.tagPatternList == null ? true : alltrue([for tag in rule.selection.tagPatternList : length(regexall("[*]", tag)) <= ${wildcards}])`,
    message: `each entry of tagPatternList can contain at most ${wildcards} "*"`,
  },
  {
    name: "count_type",
    condition: isOneOf(
      ["imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"],
      "rule.selection.countType",
    ),
    message:
      'countType must be "imageCountMoreThan", "sinceImagePushed", "sinceImagePulled" or "sinceImageTransitioned"',
  },
  {
    name: "count_unit",
    condition: 'rule.selection.countUnit == (rule.selection.countType == "imageCountMoreThan" ? null : "days")',
    message: 'countUnit must be "days", and must not be set with countType = "imageCountMoreThan"',
  },
  {
    name: "count_number",
    condition: `floor(rule.selection.countNumber) == rule.selection.countNumber && rule.selection.countNumber >= (rule.selection.countType == "sinceImageTransitioned" ? ${archivedDays} : 1)`,
    message: `countNumber must be a whole number of at least 1. With countType = "sinceImageTransitioned", countNumber must be at least ${archivedDays}, because ECR keeps archived images for ${archivedDays} days`,
  },
  {
    name: "storage_class",
    condition:
      '(rule.selection.storageClass == "archive") == (rule.selection.countType == "sinceImageTransitioned") && ' +
      `(rule.selection.storageClass == null ? true : ${isOneOf(["standard", "archive"], "rule.selection.storageClass")})`,
    message:
      'storageClass must be "archive" with countType = "sinceImageTransitioned", and "standard" or not set with other count types',
  },
  {
    name: "action",
    condition: `${isOneOf(["expire", "transition"], "rule.action.type")} && (rule.selection.countType != "sinceImagePulled" || rule.action.type == "transition") && (rule.selection.countType != "sinceImageTransitioned" || rule.action.type == "expire")`,
    message:
      'action.type must be "expire" or "transition"; countType = "sinceImagePulled" accepts only "transition", and "sinceImageTransitioned" accepts only "expire"',
  },
  {
    name: "target_storage_class",
    condition: 'rule.action.targetStorageClass == (rule.action.type == "transition" ? "archive" : null)',
    message: 'action.targetStorageClass must be "archive" with "transition", and must not be set with "expire"',
  },
  {
    name: "any_last",
    condition: `rule.selection.tagStatus != "any" || alltrue([for other in rules : other.rulePriority <= rule.rulePriority if ${SAME_CLASS}])`,
    message:
      'a rule with tagStatus = "any" must have the highest rulePriority in its storage class, so each storage class can have only one of these rules',
  },
];

/** The number of rules in a policy, as an expression with its `rules`. */
export const RULE_COUNT = {
  condition: (rules: string): string => `length(${rules}) >= 1 && length(${rules}) <= ${mostRules}`,
  message: `must have 1 to ${mostRules} rules`,
} as const;

/** The checks as validations of one policy. Each message starts with the priorities of the rules that fail. */
export const LIFECYCLE_VALIDATIONS: readonly Validation[] = [
  {
    input: "lifecycle_policy",
    condition: (policy) => `${policy} == null || try(${RULE_COUNT.condition(`${policy}.rules`)}, false)`,
    message: `A lifecycle policy ${RULE_COUNT.message}. To keep all images, remove lifecycle_policy`,
  },
  ...LIFECYCLE_RULE_CHECKS.map(({ condition, message }): Validation => {
    // Also part of the condition, because Terraform evaluates it once for its type even if there are no rules.
    const rules = "try(var.lifecycle_policy.rules, [])";
    const holds = condition.replaceAll("in rules :", `in ${rules} :`);
    const invalid = `[for rule in ${rules} : rule.rulePriority if ${negated(holds)}]`;
    return {
      input: "lifecycle_policy",
      condition: () => `length(${invalid}) == 0`,
      message: `Rule \${join(", ", ${invalid})}: ${message}`,
    };
  }),
];
