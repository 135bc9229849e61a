import { isOneOf, type Validation } from "../kit/validation";
import { oneOf } from "../../src/domain/problems/problem";
import { LIFECYCLE_LIMITS } from "../../src/domain/lifecycle-policy/limits";

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

const PRESENT = "key => value if value != null";

/**
 * The rules of a policy with nulls only where a rule has no description, as an expression.
 * @param policy expression of the policy, which may be null
 */
export function rulesWithoutNulls(policy: string): string {
  const part = (name: string): string => `${name} = { for key, value in rule.${name} : ${PRESENT} }`;
  return (
    `[for rule in try(${policy}.rules, []) : { rulePriority = rule.rulePriority, description = rule.description, ` +
    `${part("selection")}, ${part("action")} }]`
  );
}

/**
 * The rules of a policy as they are sent, by priority, as an expression: without the keys that have no value, since AWS
 * refuses a null.
 * @param rules expression of the `rulesWithoutNulls`
 */
export function renderedRules(rules: string): string {
  return `values({ for rule in ${rules} : format("%010d", rule.rulePriority) => { for key, value in rule : ${PRESENT} } })`;
}

const STORAGE_CLASS = 'coalesce(rule.selection.storageClass, "standard")';
const { archivedDays, rules: mostRules, wildcards } = LIFECYCLE_LIMITS;

const rule = (condition: Validation["condition"], message: string): Validation => ({
  input: "lifecycle_policy",
  condition,
  message,
});

/** A condition that each rule of a policy has to meet. */
const each =
  (condition: string): Validation["condition"] =>
  (policy) =>
    `alltrue([for rule in try(${policy}.rules, []) : ${condition}])`;

/** A condition that what is drawn from the rules of a policy, as `key => rule...`, differs from rule to rule. */
const distinct =
  (drawn: string): Validation["condition"] =>
  (policy) =>
    `alltrue([for same in values({ for rule in try(${policy}.rules, []) : ${drawn} }) : length(same) == 1])`;

const onlyOne = (tagStatus: string): Validation["condition"] =>
  distinct(`${STORAGE_CLASS} => rule... if rule.selection.tagStatus == "${tagStatus}"`);

const isWhole = (number: string): string => `${number} >= 1 && floor(${number}) == ${number}`;

const VALUES: readonly (readonly [name: string, value: string, allowed: readonly string[]])[] = [
  ["tagStatus", "rule.selection.tagStatus", ["tagged", "untagged", "any"]],
  [
    "countType",
    "rule.selection.countType",
    ["imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"],
  ],
  ["storageClass", STORAGE_CLASS, ["standard", "archive"]],
  ["type of an action", "rule.action.type", ["expire", "transition"]],
  ["targetStorageClass", 'coalesce(rule.action.targetStorageClass, "archive")', ["archive"]],
];

/** Of the values that the keys of a rule may have; several together, since each condition is a walk over all rules. */
const VALUE_RULES: readonly Validation[] = [
  rule(
    (policy) => `try(length(${policy}.rules) >= 1 && length(${policy}.rules) <= ${mostRules}, true)`,
    `A lifecycle policy has at most ${mostRules} rules, and at least one; write a rule, or leave the lifecycle policy out`,
  ),
  rule(
    each(`${isWhole("rule.rulePriority")} && ${isWhole("rule.selection.countNumber")}`),
    "The rulePriority and the countNumber must be whole numbers of at least 1",
  ),
  rule(distinct("rule.rulePriority => rule..."), "Two rules have the same rulePriority; give each rule its own"),
  rule(
    each(VALUES.map(([, value, allowed]) => isOneOf(allowed, value)).join(" && ")),
    `A value is none that ECR knows; ${VALUES.map(([name, , allowed]) => `the ${name} must be ${oneOf(allowed)}`).join(", ")}`,
  ),
];

/** Of how the keys of one rule fit together. */
const FITTING_RULES: readonly Validation[] = [
  rule(
    each(
      'rule.selection.tagStatus != "tagged" || (rule.selection.tagPrefixList == null) != (rule.selection.tagPatternList == null)',
    ),
    'tagStatus "tagged" needs either tagPrefixList or tagPatternList; add one of them, as tagPatternList = ["*"] for every tagged image',
  ),
  rule(
    each(
      'rule.selection.tagStatus == "tagged" || rule.selection.tagPrefixList == null && rule.selection.tagPatternList == null',
    ),
    'Of the values of tagStatus only "tagged" takes a list; write "tagged", or leave the list out',
  ),
  rule(
    each(
      'alltrue([for texts in [rule.selection.tagPrefixList, rule.selection.tagPatternList] : length(coalesce(texts, ["-"])) > 0 && !contains(coalesce(texts, ["-"]), "")])',
    ),
    "In a list of tags at least 1 entry is needed, of at least 1 character, or leave the key out",
  ),
  rule(
    each(
      `alltrue([for pattern in coalesce(rule.selection.tagPatternList, tolist([])) : length(split("*", pattern)) <= ${wildcards + 1}])`,
    ),
    `In tagPatternList a pattern has at most ${wildcards} "*"; make it simpler`,
  ),
  rule(
    each(
      'rule.selection.countType == "imageCountMoreThan" ? rule.selection.countUnit == null : coalesce(rule.selection.countUnit, "-") == "days"',
    ),
    'ECR counts in "days" only: write countUnit = "days" with the counts since..., and leave the unit out with imageCountMoreThan',
  ),
  rule(
    each(`(rule.selection.countType == "sinceImageTransitioned") == (${STORAGE_CLASS} == "archive")`),
    'sinceImageTransitioned is about archived images and needs storageClass = "archive"; the other counts are about images in "standard" only',
  ),
  rule(
    each(`rule.selection.countType != "sinceImageTransitioned" || rule.selection.countNumber >= ${archivedDays}`),
    `An archived image stays at least ${archivedDays} days; write ${archivedDays} or more`,
  ),
  rule(
    each('rule.selection.countType != "sinceImagePulled" || rule.action.type == "transition"'),
    'The countType sinceImagePulled allows "transition" only; write "transition", or count sinceImagePushed',
  ),
  rule(
    each('rule.selection.countType != "sinceImageTransitioned" || rule.action.type == "expire"'),
    'The images of sinceImageTransitioned are archived already; write "expire"',
  ),
  rule(
    each('(rule.action.type == "transition") == (rule.action.targetStorageClass != null)'),
    'An action "transition" needs targetStorageClass = "archive"; "expire" deletes the image and has none',
  ),
];

/** Of how the rules of one policy fit together. */
const COMMON_RULES: readonly Validation[] = [
  rule(
    onlyOne("untagged"),
    "Only one rule can select Untagged images per storage class; join the two rules, or leave one out",
  ),
  rule(
    onlyOne("any"),
    "Rule for tagStatus=ANY must have the lowest priority per storage class, so there is one of them; join the two rules, or leave one out",
  ),
  rule(
    (policy) =>
      `alltrue(flatten([for last in try(${policy}.rules, []) : [for rule in ${policy}.rules : rule.rulePriority <= last.rulePriority || ` +
      `${STORAGE_CLASS} != coalesce(last.selection.storageClass, "standard")] if last.selection.tagStatus == "any"]))`,
    'Rule for tagStatus=ANY must have the lowest priority per storage class; give "any" a number above all others',
  ),
  rule(
    (policy) =>
      `alltrue([for prefixes in values({ for rule in try(${policy}.rules, []) : ${STORAGE_CLASS} => coalesce(rule.selection.tagPrefixList, tolist([]))... }) : ` +
      "length(flatten(prefixes)) == length(distinct(flatten(prefixes)))])",
    "In tagPrefixList a prefix appears once per storage class; leave one out",
  ),
];

/**
 * What AWS wants of a lifecycle policy, as a module's variable is checked.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export const LIFECYCLE_MODULE_RULES: readonly Validation[] = [...VALUE_RULES, ...FITTING_RULES, ...COMMON_RULES];
