import { error, quoteValue, repeated, warning, type Problem } from "../problems/problem";
import { at, type PartialRule } from "./draft";

/** Checks the rules of a policy together. Each check leaves out the rules whose relevant fields are malformed. */
export function checkAcrossRules(rules: readonly PartialRule[]): Problem[] {
  const classes = ["standard", "archive"].map((storageClass) =>
    rules.filter(
      (rule) => !rule.invalid.has("storageClass") && (rule.fields.storageClass ?? "standard") === storageClass,
    ),
  );
  return [...checkPriorities(rules), ...classes.flatMap(checkStorageClass)];
}

function checkPriorities(rules: readonly PartialRule[]): Problem[] {
  return repeated(rules, ({ fields }) => fields.rulePriority).map(({ entry, first, key }) => {
    const message = `expected a unique number, found ${key}, which ${nameOf(first)} also uses`;
    return error("lifecycle/priority", at(entry, "rulePriority"), message);
  });
}

function checkStorageClass(rules: readonly PartialRule[]): Problem[] {
  return [
    ...checkOneOf(rules, "untagged", "Only one rule can select Untagged images per storage class."),
    ...checkOneOf(rules, "any", "Rule for tagStatus=ANY must have the lowest priority per storage class"),
    ...checkAnyLast(rules),
    ...checkPrefixes(rules),
    ...checkPatterns(rules),
  ];
}

function checkOneOf(rules: readonly PartialRule[], tagStatus: "untagged" | "any", awsMessage: string): Problem[] {
  const selecting = rules.filter(({ fields }) => fields.tagStatus === tagStatus);
  return repeated(selecting, () => tagStatus).map(({ entry, first }) => {
    const message = `expected one rule with ${quoteValue(tagStatus)} per storage class, found another one in ${nameOf(first)}. Merge the two (ECR: ${quoteValue(awsMessage)})`;
    return error(`lifecycle/one-${tagStatus}`, at(entry, "tagStatus"), message);
  });
}

/** ECR's lowest priority is the highest number. `any` must come last, because it selects the images of all later rules. */
function checkAnyLast(rules: readonly PartialRule[]): Problem[] {
  const others = rules.filter(({ fields, invalid }) => !invalid.has("tagStatus") && fields.tagStatus !== "any");
  const highest = Math.max(...others.map(({ fields }) => fields.rulePriority ?? 0));
  return rules.flatMap((rule) => {
    const { tagStatus, rulePriority } = rule.fields;
    const after = others.find(({ fields }) => fields.rulePriority === highest);
    if (tagStatus !== "any" || rulePriority === undefined || after === undefined || rulePriority >= highest) return [];
    const message = `expected a number above ${highest} for "any", found ${rulePriority}, which puts the rule before ${nameOf(after)}. Increase it (ECR: "Rule for tagStatus=ANY must have the lowest priority per storage class")`;
    return [error("lifecycle/any-last", at(rule, "rulePriority"), message)];
  });
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html */
function checkPrefixes(rules: readonly PartialRule[]): Problem[] {
  const prefixes = rules.flatMap((rule) =>
    (rule.fields.tagPrefixList ?? []).map((prefix, index) => ({ rule, prefix, index })),
  );
  return repeated(prefixes, ({ prefix }) => prefix).map(({ entry: { rule, prefix, index }, first }) => {
    const place = first.rule === rule ? "twice in this list" : `in ${nameOf(first.rule)} as well`;
    const message = `expected each prefix once per storage class, found ${quoteValue(prefix)} ${place}. Remove one`;
    return error("lifecycle/prefix-twice", [...at(rule, "tagPrefixList"), index], message);
  });
}

/** AWS accepts equal patterns, but only the first rule acts, because an image belongs to the first rule that selects it. */
function checkPatterns(rules: readonly PartialRule[]): Problem[] {
  const byPriority = rules
    .filter(({ fields }) => fields.rulePriority !== undefined)
    .sort((a, b) => (a.fields.rulePriority ?? 0) - (b.fields.rulePriority ?? 0));
  const patternsOf = ({ fields }: PartialRule): string | undefined =>
    fields.tagPatternList && JSON.stringify([...new Set(fields.tagPatternList)].sort());
  return repeated(byPriority, patternsOf).map(({ entry, first }) => {
    const message = `this rule has no effect, because ${nameOf(first)} has the same patterns. Remove one of the two`;
    return warning("lifecycle/pattern-twice", at(entry, "tagPatternList"), message);
  });
}

function nameOf({ index }: PartialRule): string {
  return `rules[${index}]`;
}
