import { formatPath } from "../../../src/domain/problems/problem";
import { ARCHIVED, found, KEEP_TEN, problemsOf, rule, TAGGED } from "../../support/domain/lifecycle-policy";

const S = "rules[0].selection";
const TRANSITION = { type: "transition", targetStorageClass: "archive" };

const withinOneRule: [string, unknown, string, string][] = [
  [
    "tagged without a list",
    rule(1, { tagStatus: "tagged" }),
    `error lifecycle/tagged-list ${S}.tagStatus`,
    "Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED.",
  ],
  [
    "both lists",
    rule(1, { ...TAGGED, tagPrefixList: ["v"] }),
    `error lifecycle/one-list ${S}.tagPatternList`,
    "expected either tagPrefixList or tagPatternList, found both. Write a separate rule for each",
  ],
  [
    "untagged with prefixes",
    rule(1, { tagPrefixList: ["v"] }),
    `error lifecycle/list-without-tagged ${S}.tagPrefixList`,
    'expected "tagged" with a list of tags, found "untagged". Write "tagged", or remove the list',
  ],
  [
    "any with patterns",
    rule(1, { tagStatus: "any", tagPatternList: ["v*"] }),
    `error lifecycle/list-without-tagged ${S}.tagPatternList`,
    'expected "tagged" with a list of tags, found "any". Write "tagged", or remove the list',
  ],
  [
    "five wildcards",
    rule(1, { ...TAGGED, tagPatternList: ["*a*b*c*d*"] }),
    `error lifecycle/wildcards ${S}.tagPatternList[0]`,
    'expected at most 4 "*" in a pattern, found 5 in "*a*b*c*d*"',
  ],
  [
    "a wildcard in a prefix",
    rule(1, { tagStatus: "tagged", tagPrefixList: ["v*"] }),
    `warning lifecycle/prefix-wildcard ${S}.tagPrefixList[0]`,
    'expected a prefix without "*", found "v*". Prefixes do not support wildcards. Remove the "*", or use tagPatternList',
  ],
  [
    "a unit with a number of images",
    rule(1, { ...KEEP_TEN, countUnit: "days" }),
    `error lifecycle/count-unit ${S}.countUnit`,
    'expected no countUnit with imageCountMoreThan, found "days". Remove it',
  ],
  [
    "an age without its unit",
    rule(1, { countUnit: undefined }),
    `error lifecycle/count-unit ${S}.countUnit`,
    "expected days with sinceImagePushed, found nothing",
  ],
  [
    "expiry by last pull",
    rule(1, { countType: "sinceImagePulled" }),
    "error lifecycle/action rules[0].action.type",
    'expected "transition" with sinceImagePulled, found "expire". Write "transition", or set countType to sinceImagePushed',
  ],
  [
    "a transition of archived images",
    rule(1, ARCHIVED, TRANSITION),
    "error lifecycle/action rules[0].action.type",
    'expected "expire" with sinceImageTransitioned, found "transition". These images are already archived',
  ],
  [
    "archived images without their storage class",
    rule(1, { ...ARCHIVED, storageClass: undefined }),
    `error lifecycle/storage-class ${S}.storageClass`,
    "expected archive with sinceImageTransitioned, found nothing",
  ],
  [
    "archived images in the standard class",
    rule(1, { ...ARCHIVED, storageClass: "standard" }),
    `error lifecycle/storage-class ${S}.storageClass`,
    'expected archive with sinceImageTransitioned, found "standard"',
  ],
  [
    "the archive class with another count",
    rule(1, { storageClass: "archive" }),
    `error lifecycle/storage-class ${S}.storageClass`,
    'expected standard with sinceImagePushed, found "archive". Remove storageClass, or set countType to sinceImageTransitioned',
  ],
  [
    "archived images deleted too early",
    rule(1, { ...ARCHIVED, countNumber: 89 }),
    `error lifecycle/archived-days ${S}.countNumber`,
    "expected at least 90 days for archived images, found 89",
  ],
  [
    "a transition without its target",
    rule(1, {}, { type: "transition" }),
    "error lifecycle/target rules[0].action.targetStorageClass",
    'expected archive with "transition", found nothing',
  ],
  [
    "a target with expiry",
    rule(1, {}, { targetStorageClass: "archive" }),
    "error lifecycle/target rules[0].action.targetStorageClass",
    'expected no targetStorageClass with "expire", found "archive". Remove it, or write type: transition',
  ],
  [
    "any field of the archive",
    rule(1, {}, TRANSITION),
    "warning lifecycle/lost-edit rules[0].action.targetStorageClass",
    "up to 6.28.0",
  ],
];

test.each(withinOneRule)("%s is named at its place", (_, broken, expected, words) => {
  const problems = problemsOf(broken);
  const match = problems.find(({ severity, rule: id, at }) => `${severity} ${id} ${formatPath(at)}` === expected);
  expect(problems.map(({ severity, rule: id, at }) => `${severity} ${id} ${formatPath(at)}`)).toContain(expected);
  expect(match?.message).toContain(words);
  expect(problems.filter(({ rule: id }) => id !== "lifecycle/lost-edit" && id !== match?.rule)).toEqual([]);
});

const tagged = (priority: number, ...tagPatternList: string[]) =>
  rule(priority, { tagStatus: "tagged", tagPatternList });
const prefixed = (priority: number, ...tagPrefixList: string[]) =>
  rule(priority, { tagStatus: "tagged", tagPrefixList });

describe("rules of one policy", () => {
  test("each have a priority of their own", () => {
    const [problem, ...others] = problemsOf(rule(3), tagged(3, "v*"));
    expect(problem).toMatchObject({ rule: "lifecycle/priority", at: ["rules", 1, "rulePriority"] });
    expect(problem?.message).toBe("expected a unique number, found 3, which rules[0] also uses");
    expect(others).toEqual([]);
  });

  test("select untagged images once per storage class", () => {
    const problems = problemsOf(rule(1), rule(2, KEEP_TEN));
    expect(problems).toEqual([
      expect.objectContaining({ rule: "lifecycle/one-untagged", at: ["rules", 1, "selection", "tagStatus"] }),
    ]);
    expect(problems[0]?.message).toContain("Only one rule can select Untagged images per storage class.");
    expect(found(rule(1), rule(2, ARCHIVED))).toEqual(["warning lifecycle/lost-edit rules[1].selection.storageClass"]);
  });

  test("select any image once per storage class, which is not also reported as an order", () => {
    expect(found(rule(1, { tagStatus: "any" }), rule(2, { tagStatus: "any", ...KEEP_TEN }))).toEqual([
      "error lifecycle/one-any rules[1].selection.tagStatus",
    ]);
  });

  test("have any last, in AWS's words", () => {
    const [problem, ...others] = problemsOf(tagged(4, "v*"), rule(2, { tagStatus: "any" }), rule(7));
    expect(problem).toMatchObject({ rule: "lifecycle/any-last", at: ["rules", 1, "rulePriority"] });
    expect(problem?.message).toContain(
      'expected a number above 7 for "any", found 2, which puts the rule before rules[2]. Increase it (ECR: "Rule for tagStatus=ANY must have the lowest priority per storage class")',
    );
    expect(problem?.message).toContain("Rule for tagStatus=ANY must have the lowest priority per storage class");
    expect(others).toEqual([]);
  });

  test("name a prefix once per storage class, in one list too", () => {
    expect(found(prefixed(1, "v"), prefixed(2, "v"))).toEqual([
      "error lifecycle/prefix-twice rules[1].selection.tagPrefixList[0]",
    ]);
    expect(problemsOf(prefixed(1, "v"), prefixed(2, "v"))[0]?.message).toContain(
      'expected each prefix once per storage class, found "v" in rules[0] as well. Remove one',
    );
    expect(problemsOf(prefixed(1, "v", "v")).map(({ message }) => message)).toContainEqual(
      expect.stringContaining("twice in this list"),
    );
  });

  test("with equal patterns are named, since the one with the higher number never acts", () => {
    const [problem, ...others] = problemsOf(tagged(2, "v*"), tagged(1, "v*"));
    expect(problem).toMatchObject({
      rule: "lifecycle/pattern-twice",
      severity: "warning",
      at: ["rules", 0, "selection", "tagPatternList"],
    });
    expect(problem?.message).toContain(
      "this rule has no effect, because rules[1] has the same patterns. Remove one of the two",
    );
    expect(others).toEqual([]);
  });
});

test("the provider's lost edit is named once a document", () => {
  const rules = [rule(1, TAGGED, TRANSITION), rule(2, ARCHIVED)];
  expect(found(...rules)).toEqual(["warning lifecycle/lost-edit rules[0].action.targetStorageClass"]);
});

describe("the operator's ECR page", () => {
  const months = { tagStatus: "any", countType: "sinceImagePushed", countUnit: "months", countNumber: 6 };

  test("has any before untagged in its reference policy", () => {
    expect(found(rule(1, { tagStatus: "any", ...KEEP_TEN }), rule(2, { countNumber: 30 }))).toEqual([
      "error lifecycle/any-last rules[0].rulePriority",
    ]);
  });

  test("has tagged without a list in its build cache and conservative policies", () => {
    for (const count of [30, 100]) {
      const keep = rule(1, { tagStatus: "tagged", ...KEEP_TEN, countNumber: count });
      expect(found(keep, rule(2, { countNumber: 7 }))).toEqual([
        "error lifecycle/tagged-list rules[0].selection.tagStatus",
      ]);
    }
  });

  test("offers months, which ECR does not have", () => {
    expect(problemsOf(rule(1, months))[0]?.message).toContain("countNumber: 180");
  });
});

describe("the ECR article", () => {
  const both = rule(1, { tagStatus: "tagged", tagPrefixList: ["prod-", "release-"], countNumber: 90 });

  test("selects images that are both production and release", () => {
    const problems = problemsOf(both, rule(2, { ...KEEP_TEN, countNumber: 5 }));
    expect(problems).toEqual([
      expect.objectContaining({
        severity: "warning",
        rule: "lifecycle/and-list",
        at: ["rules", 0, "selection", "tagPrefixList"],
      }),
    ]);
    expect(problems[0]?.message).toContain(
      'expected one entry, found ["prod-","release-"]. An image must match every entry in the list. To select images that match any entry, write a rule for each entry',
    );
  });

  test("says what it means once its rule is split", () => {
    expect(found(prefixed(1, "prod-"), prefixed(2, "release-"), rule(3, { ...KEEP_TEN, countNumber: 5 }))).toEqual([]);
  });
});
