import { error, quoteValue, warning, type Problem } from "../problems/problem";
import { at, type PartialRule, type RuleField } from "./draft";
import { LIFECYCLE_LIMITS } from "./limits";

/** How the fields of one rule fit together. Says nothing of fields that are malformed themselves. */
export function checkRule(rule: PartialRule): Problem[] {
  return [...checkTagLists(rule), ...checkTagTexts(rule), ...checkCount(rule), ...checkAction(rule)];
}

const LISTS = ["tagPrefixList", "tagPatternList"] as const;

function refuse(rule: PartialRule, field: RuleField, id: string, message: string): Problem {
  return error(`lifecycle/${id}`, at(rule, field), message);
}

function known(rule: PartialRule, ...fields: RuleField[]): boolean {
  return !fields.some((field) => rule.invalid.has(field));
}

function checkTagLists(rule: PartialRule): Problem[] {
  const { tagStatus } = rule.fields;
  const given = LISTS.filter((list) => rule.fields[list] !== undefined);
  if (tagStatus === "tagged") {
    if (given.length === 2) {
      return [
        refuse(
          rule,
          "tagPatternList",
          "one-list",
          "both tagPrefixList and tagPatternList; a rule takes one of them; write a rule for each",
        ),
      ];
    }
    if (given.length === 0 && known(rule, ...LISTS)) {
      return [
        refuse(
          rule,
          "tagStatus",
          "tagged-list",
          'tagStatus "tagged" without a list; ECR: "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED."; add one of them, as tagPatternList: ["*"] for every tagged image',
        ),
      ];
    }
    return [];
  }
  if (tagStatus === undefined) return [];
  return given.map((list) =>
    refuse(
      rule,
      list,
      "list-without-tagged",
      `${list} with tagStatus ${quoteValue(tagStatus)}; only "tagged" takes a list; write "tagged", or leave the list out`,
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
          `${quoteValue(texts)} in one list selects images that have a tag for every one of them, not for any; if any was meant, write one rule for each`,
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
        `${quoteValue(pattern)} has ${wildcards} "*"; a pattern has at most ${LIFECYCLE_LIMITS.wildcards}; make it simpler`,
      ),
    );
  }
  for (const [index, prefix] of (rule.fields.tagPrefixList ?? []).entries()) {
    if (!prefix.includes("*")) continue;
    problems.push(
      warning(
        "lifecycle/prefix-wildcard",
        [...at(rule, "tagPrefixList"), index],
        `${quoteValue(prefix)} is a prefix, where "*" is an ordinary character that no tag has; leave it out, or write tagPatternList`,
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
      refuse(
        rule,
        "countUnit",
        "count-unit",
        "countUnit with imageCountMoreThan, which counts images; leave the unit out",
      ),
    );
  }
  if (
    countType !== undefined &&
    countType !== "imageCountMoreThan" &&
    countUnit === undefined &&
    known(rule, "countUnit")
  ) {
    problems.push(refuse(rule, "countUnit", "count-unit", `missing; ${countType} counts days; write countUnit: days`));
  }
  if (countType === "sinceImageTransitioned") {
    if (storageClass !== "archive" && known(rule, "storageClass")) {
      problems.push(
        refuse(
          rule,
          "storageClass",
          "storage-class",
          `found ${quoteValue(storageClass)}; sinceImageTransitioned is about archived images; write storageClass: archive`,
        ),
      );
    }
    if (type === "expire" && countNumber !== undefined && countNumber < LIFECYCLE_LIMITS.archivedDays) {
      problems.push(
        refuse(
          rule,
          "countNumber",
          "archived-days",
          `found ${countNumber}; an archived image stays at least ${LIFECYCLE_LIMITS.archivedDays} days; write ${LIFECYCLE_LIMITS.archivedDays} or more`,
        ),
      );
    }
  } else if (countType !== undefined && storageClass === "archive") {
    problems.push(
      refuse(
        rule,
        "storageClass",
        "storage-class",
        `"archive" with ${countType}, which is about images in "standard" only; leave storageClass out, or count sinceImageTransitioned`,
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
      refuse(
        rule,
        "type",
        "action",
        '"expire" with sinceImagePulled, which allows "transition" only; write "transition", or count sinceImagePushed',
      ),
    );
  }
  if (countType === "sinceImageTransitioned" && type === "transition") {
    problems.push(
      refuse(
        rule,
        "type",
        "action",
        '"transition" with sinceImageTransitioned, whose images are archived already; write "expire"',
      ),
    );
    return problems;
  }
  if (type === "transition" && targetStorageClass === undefined && known(rule, "targetStorageClass")) {
    problems.push(
      refuse(rule, "targetStorageClass", "target", 'missing; "transition" needs targetStorageClass: archive'),
    );
  }
  if (type === "expire" && targetStorageClass !== undefined) {
    problems.push(
      refuse(
        rule,
        "targetStorageClass",
        "target",
        'targetStorageClass with "expire", which deletes the image; leave it out, or write type: transition',
      ),
    );
  }
  return problems;
}
