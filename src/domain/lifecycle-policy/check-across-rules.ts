import { error, quoteValue, warning, type Path, type Problem } from "../problems/problem";
import { at, type PartialRule } from "./draft";

/** How the rules of one policy fit together. Rules that are malformed where it matters are left out. */
export function checkAcrossRules(rules: readonly PartialRule[]): Problem[] {
  const classes = ["standard", "archive"].map((storageClass) =>
    rules.filter(
      (rule) => !rule.invalid.has("storageClass") && (rule.fields.storageClass ?? "standard") === storageClass,
    ),
  );
  return [...checkPriorities(rules), ...classes.flatMap(checkStorageClass)];
}

function checkPriorities(rules: readonly PartialRule[]): Problem[] {
  return repeated(rules, ({ fields }) => fields.rulePriority).map(({ rule, first, key }) =>
    error(
      "lifecycle/priority",
      at(rule, "rulePriority"),
      `priority ${key} is that of ${nameOf(first)} too; give each rule its own`,
    ),
  );
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

function checkOneOf(rules: readonly PartialRule[], tagStatus: "untagged" | "any", words: string): Problem[] {
  const such = rules.filter(({ fields }) => fields.tagStatus === tagStatus);
  return repeated(such, () => tagStatus).map(({ rule, first }) =>
    error(
      `lifecycle/one-${tagStatus}`,
      at(rule, "tagStatus"),
      `${nameOf(first)} selects ${quoteValue(tagStatus)} in the same storage class too; ECR: ${quoteValue(words)}; join the two rules, or leave one out`,
    ),
  );
}

/** A lower priority is a higher number: `any` would otherwise take every image from the rules after it. */
function checkAnyLast(rules: readonly PartialRule[]): Problem[] {
  const others = rules.filter(({ fields, invalid }) => !invalid.has("tagStatus") && fields.tagStatus !== "any");
  const highest = Math.max(...others.map(({ fields }) => fields.rulePriority ?? 0));
  return rules.flatMap((rule) => {
    const { tagStatus, rulePriority } = rule.fields;
    const after = others.find(({ fields }) => fields.rulePriority === highest);
    if (tagStatus !== "any" || rulePriority === undefined || after === undefined || rulePriority >= highest) return [];
    return [
      error(
        "lifecycle/any-last",
        at(rule, "rulePriority"),
        `"any" has priority ${rulePriority} and ${nameOf(after)} comes after it with ${highest}; ECR: "Rule for tagStatus=ANY must have the lowest priority per storage class"; give "any" a number above ${highest}`,
      ),
    ];
  });
}

/** @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html */
function checkPrefixes(rules: readonly PartialRule[]): Problem[] {
  const first = new Map<string, PartialRule>();
  const problems: Problem[] = [];
  for (const rule of rules) {
    for (const [index, prefix] of (rule.fields.tagPrefixList ?? []).entries()) {
      const other = first.get(prefix);
      first.set(prefix, other ?? rule);
      if (other === undefined) continue;
      const where: Path = [...at(rule, "tagPrefixList"), index];
      const who = other === rule ? "the same list" : nameOf(other);
      problems.push(
        error(
          "lifecycle/prefix-twice",
          where,
          `prefix ${quoteValue(prefix)} is in ${who} too; a prefix appears once per storage class; leave one out`,
        ),
      );
    }
  }
  return problems;
}

/** AWS takes equal patterns, but an image belongs to the first rule that selects it, so the second never acts. */
function checkPatterns(rules: readonly PartialRule[]): Problem[] {
  const byPriority = rules
    .filter(({ fields }) => fields.rulePriority !== undefined)
    .sort((a, b) => (a.fields.rulePriority ?? 0) - (b.fields.rulePriority ?? 0));
  const patternsOf = ({ fields }: PartialRule): string | undefined =>
    fields.tagPatternList && JSON.stringify([...new Set(fields.tagPatternList)].sort());
  return repeated(byPriority, patternsOf).map(({ rule, first, key }) =>
    warning(
      "lifecycle/pattern-twice",
      at(rule, "tagPatternList"),
      `${nameOf(first)} selects ${key} too and comes first, so this rule never acts; leave one out`,
    ),
  );
}

interface Repetition<K> {
  readonly rule: PartialRule;
  readonly first: PartialRule;
  readonly key: K;
}

function repeated<K extends string | number>(
  rules: readonly PartialRule[],
  keyOf: (rule: PartialRule) => K | undefined,
): Repetition<K>[] {
  const seen = new Map<K, PartialRule>();
  return rules.flatMap((rule) => {
    const key = keyOf(rule);
    if (key === undefined) return [];
    const first = seen.get(key);
    if (first !== undefined) return [{ rule, first, key }];
    seen.set(key, rule);
    return [];
  });
}

function nameOf({ index }: PartialRule): string {
  return `rules[${index}]`;
}
