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
  if (tagStatus === undefined) return [];
  if (tagStatus !== "tagged") {
    const message = `expected "tagged" with a list of tags, found ${quoteValue(tagStatus)}. Write "tagged", or remove the list`;
    return lists.map((list) => fault(rule, list, "list-without-tagged", message));
  }
  if (lists.length === 2) {
    const message = "expected either tagPrefixList or tagPatternList, found both. Write a separate rule for each";
    return [fault(rule, "tagPatternList", "one-list", message)];
  }
  if (lists.length > 0 || !areValid(rule, ...LISTS)) return [];
  const message =
    'expected tagPatternList or tagPrefixList with "tagged", found neither. For all tagged images, write tagPatternList: ["*"] (ECR: "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED.")';
  return [fault(rule, "tagStatus", "tagged-list", message)];
}

function checkTagTexts(rule: PartialRule): Problem[] {
  const { tagPatternList = [], tagPrefixList = [] } = rule.fields;
  const several = LISTS.flatMap((list) => {
    const texts = rule.fields[list] ?? [];
    if (texts.length < 2) return [];
    const message = `expected one entry, found ${quoteValue(texts)}. An image must match every entry in the list. To select images that match any entry, write a rule for each entry`;
    return [warning("lifecycle/and-list", at(rule, list), message)];
  });
  const patterns = tagPatternList.flatMap((pattern, index) => {
    const wildcards = pattern.split("*").length - 1;
    if (wildcards <= LIFECYCLE_LIMITS.wildcards) return [];
    const message = `expected at most ${LIFECYCLE_LIMITS.wildcards} "*" in a pattern, found ${wildcards} in ${quoteValue(pattern)}`;
    return [error("lifecycle/wildcards", [...at(rule, "tagPatternList"), index], message)];
  });
  const prefixes = tagPrefixList.flatMap((prefix, index) => {
    if (!prefix.includes("*")) return [];
    const message = `expected a prefix without "*", found ${quoteValue(prefix)}. Prefixes do not support wildcards. Remove the "*", or use tagPatternList`;
    return [warning("lifecycle/prefix-wildcard", [...at(rule, "tagPrefixList"), index], message)];
  });
  return [...several, ...patterns, ...prefixes];
}

function checkCount(rule: PartialRule): Problem[] {
  const { countType, countUnit, countNumber, storageClass, type } = rule.fields;
  if (countType === undefined) return [];
  const problems: Problem[] = [];
  if (countType === "imageCountMoreThan" && countUnit !== undefined) {
    const message = `expected no countUnit with imageCountMoreThan, found ${quoteValue(countUnit)}. Remove it`;
    problems.push(fault(rule, "countUnit", "count-unit", message));
  }
  if (countType !== "imageCountMoreThan" && countUnit === undefined && areValid(rule, "countUnit")) {
    const message = `expected days with ${countType}, found nothing. Write countUnit: days`;
    problems.push(fault(rule, "countUnit", "count-unit", message));
  }
  if (countType === "sinceImageTransitioned") {
    if (storageClass !== "archive" && areValid(rule, "storageClass")) {
      const message = `expected archive with sinceImageTransitioned, found ${quoteValue(storageClass)}`;
      problems.push(fault(rule, "storageClass", "storage-class", message));
    }
    if (type === "expire" && countNumber !== undefined && countNumber < LIFECYCLE_LIMITS.archivedDays) {
      const message = `expected at least ${LIFECYCLE_LIMITS.archivedDays} days for archived images, found ${countNumber}`;
      problems.push(fault(rule, "countNumber", "archived-days", message));
    }
  } else if (storageClass === "archive") {
    const message = `expected standard with ${countType}, found "archive". Remove storageClass, or set countType to sinceImageTransitioned`;
    problems.push(fault(rule, "storageClass", "storage-class", message));
  }
  return problems;
}

function checkAction(rule: PartialRule): Problem[] {
  const { countType, type, targetStorageClass } = rule.fields;
  const problems: Problem[] = [];
  if (countType === "sinceImagePulled" && type === "expire") {
    const message =
      'expected "transition" with sinceImagePulled, found "expire". Write "transition", or set countType to sinceImagePushed';
    problems.push(fault(rule, "type", "action", message));
  }
  if (countType === "sinceImageTransitioned" && type === "transition") {
    const message =
      'expected "expire" with sinceImageTransitioned, found "transition". These images are already archived';
    problems.push(fault(rule, "type", "action", message));
    return problems;
  }
  if (type === "transition" && targetStorageClass === undefined && areValid(rule, "targetStorageClass")) {
    problems.push(fault(rule, "targetStorageClass", "target", 'expected archive with "transition", found nothing'));
  }
  if (type === "expire" && targetStorageClass !== undefined) {
    const message = `expected no targetStorageClass with "expire", found ${quoteValue(targetStorageClass)}. Remove it, or write type: transition`;
    problems.push(fault(rule, "targetStorageClass", "target", message));
  }
  return problems;
}
