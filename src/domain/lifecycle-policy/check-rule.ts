import { error, quoteValue, warning, type Problem } from "../problems/problem";
import { at, type PartialRule, type RuleField } from "./draft";
import { LIFECYCLE_LIMITS } from "./limits";

/** Checks the fields of one rule together, except malformed ones. */
export function checkRule(rule: PartialRule): Problem[] {
  return [...checkTagLists(rule), ...checkTagTexts(rule), ...checkCount(rule), ...checkAction(rule)];
}

const LISTS = ["tagPrefixList", "tagPatternList"] as const;

function fault(rule: PartialRule, field: RuleField, id: string, message: string): Problem {
  return error(`lifecycle/${id}`, at(rule, field), message);
}

function areValid(rule: PartialRule, ...fields: RuleField[]): boolean {
  return !fields.some((field) => rule.invalid.has(field));
}

function checkTagLists(rule: PartialRule): Problem[] {
  const { tagStatus } = rule.fields;
  const lists = LISTS.filter((list) => rule.fields[list] !== undefined);
  if (tagStatus === "tagged") {
    if (lists.length === 2) {
      return [
        fault(
          rule,
          "tagPatternList",
          "one-list",
          "expected either tagPrefixList or tagPatternList, found both. Write a separate rule for each",
        ),
      ];
    }
    if (lists.length === 0 && areValid(rule, ...LISTS)) {
      return [
        fault(
          rule,
          "tagStatus",
          "tagged-list",
          'expected tagPatternList or tagPrefixList with "tagged", found neither. For all tagged images, write tagPatternList: ["*"] (ECR: "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED.")',
        ),
      ];
    }
    return [];
  }
  if (tagStatus === undefined) return [];
  return lists.map((list) =>
    fault(
      rule,
      list,
      "list-without-tagged",
      `expected "tagged" with a list of tags, found ${quoteValue(tagStatus)}. Write "tagged", or remove the list`,
    ),
  );
}

function checkTagTexts(rule: PartialRule): Problem[] {
  const problems: Problem[] = [];
  for (const list of LISTS) {
    const texts = rule.fields[list] ?? [];
    if (texts.length > 1) {
      problems.push(
        warning(
          "lifecycle/and-list",
          at(rule, list),
          `expected one entry, found ${quoteValue(texts)}. An image must match every entry in the list. To select images that match any entry, write a rule for each entry`,
        ),
      );
    }
  }
  for (const [index, pattern] of (rule.fields.tagPatternList ?? []).entries()) {
    const wildcards = pattern.split("*").length - 1;
    if (wildcards <= LIFECYCLE_LIMITS.wildcards) continue;
    problems.push(
      error(
        "lifecycle/wildcards",
        [...at(rule, "tagPatternList"), index],
        `expected at most ${LIFECYCLE_LIMITS.wildcards} "*" in a pattern, found ${wildcards} in ${quoteValue(pattern)}`,
      ),
    );
  }
  for (const [index, prefix] of (rule.fields.tagPrefixList ?? []).entries()) {
    if (!prefix.includes("*")) continue;
    problems.push(
      warning(
        "lifecycle/prefix-wildcard",
        [...at(rule, "tagPrefixList"), index],
        `expected a prefix without "*", found ${quoteValue(prefix)}. Prefixes do not support wildcards. Remove the "*", or use tagPatternList`,
      ),
    );
  }
  return problems;
}

function checkCount(rule: PartialRule): Problem[] {
  const { countType, countUnit, countNumber, storageClass, type } = rule.fields;
  const problems: Problem[] = [];
  if (countType === "imageCountMoreThan" && countUnit !== undefined) {
    problems.push(
      fault(
        rule,
        "countUnit",
        "count-unit",
        `expected no countUnit with imageCountMoreThan, found ${quoteValue(countUnit)}. Remove it`,
      ),
    );
  }
  if (
    countType !== undefined &&
    countType !== "imageCountMoreThan" &&
    countUnit === undefined &&
    areValid(rule, "countUnit")
  ) {
    problems.push(
      fault(rule, "countUnit", "count-unit", `expected days with ${countType}, found nothing. Write countUnit: days`),
    );
  }
  if (countType === "sinceImageTransitioned") {
    if (storageClass !== "archive" && areValid(rule, "storageClass")) {
      problems.push(
        fault(
          rule,
          "storageClass",
          "storage-class",
          `expected archive with sinceImageTransitioned, found ${quoteValue(storageClass)}`,
        ),
      );
    }
    if (type === "expire" && countNumber !== undefined && countNumber < LIFECYCLE_LIMITS.archivedDays) {
      problems.push(
        fault(
          rule,
          "countNumber",
          "archived-days",
          `expected at least ${LIFECYCLE_LIMITS.archivedDays} days for archived images, found ${countNumber}`,
        ),
      );
    }
  } else if (countType !== undefined && storageClass === "archive") {
    problems.push(
      fault(
        rule,
        "storageClass",
        "storage-class",
        `expected standard with ${countType}, found "archive". Remove storageClass, or set countType to sinceImageTransitioned`,
      ),
    );
  }
  return problems;
}

function checkAction(rule: PartialRule): Problem[] {
  const { countType, type, targetStorageClass } = rule.fields;
  const problems: Problem[] = [];
  if (countType === "sinceImagePulled" && type === "expire") {
    problems.push(
      fault(
        rule,
        "type",
        "action",
        'expected "transition" with sinceImagePulled, found "expire". Write "transition", or set countType to sinceImagePushed',
      ),
    );
  }
  if (countType === "sinceImageTransitioned" && type === "transition") {
    problems.push(
      fault(
        rule,
        "type",
        "action",
        'expected "expire" with sinceImageTransitioned, found "transition". These images are already archived',
      ),
    );
    return problems;
  }
  if (type === "transition" && targetStorageClass === undefined && areValid(rule, "targetStorageClass")) {
    problems.push(fault(rule, "targetStorageClass", "target", 'expected archive with "transition", found nothing'));
  }
  if (type === "expire" && targetStorageClass !== undefined) {
    problems.push(
      fault(
        rule,
        "targetStorageClass",
        "target",
        `expected no targetStorageClass with "expire", found ${quoteValue(targetStorageClass)}. Remove it, or write type: transition`,
      ),
    );
  }
  return problems;
}
