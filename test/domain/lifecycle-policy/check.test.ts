import { formatPath } from "../../../src/domain/problems/problem";
import { checkLifecyclePolicy } from "../../../src/domain/lifecycle-policy/check";
import { ARCHIVED, found, KEEP_TEN, problemsOf, rule, TAGGED } from "../../support/domain/lifecycle-policy";

const ALL = { tagStatus: "any", ...KEEP_TEN };
const LOST_EDIT = "lifecycle/lost-edit";

describe("sound policies have no problems", () => {
  test.each<[string, unknown[]]>([
    ["keep the ten newest images", [rule(1, ALL)]],
    ["expire untagged images by age", [rule(1)]],
    [
      "patterns, one rule each, then everything",
      [rule(1, TAGGED), rule(5, { ...TAGGED, tagPatternList: ["*rc*"] }), rule(9, ALL)],
    ],
    [
      "prefixes, one rule each",
      [
        rule(1, { tagStatus: "tagged", tagPrefixList: ["prod"] }),
        rule(2, { tagStatus: "tagged", tagPrefixList: ["dev"] }),
      ],
    ],
    ["a rule before one with a lower number", [rule(2, ALL), rule(1)]],
    ["four wildcards in a pattern", [rule(1, { ...TAGGED, tagPatternList: ["*test*1*2*3"] })]],
  ])("%s", (_, rules) => {
    expect(problemsOf(...rules)).toEqual([]);
  });

  test("images are archived when nobody pulls them and deleted 90 days later", () => {
    const archive = rule(
      1,
      { tagStatus: "any", countType: "sinceImagePulled" },
      { type: "transition", targetStorageClass: "archive" },
    );
    expect(found(archive, rule(2, { tagStatus: "any", ...ARCHIVED }))).toEqual([
      `warning ${LOST_EDIT} rules[0].action.targetStorageClass`,
    ]);
  });

  test("any may come first in one storage class and last in another", () => {
    expect(found(rule(1, ALL), rule(2, { tagStatus: "any", ...ARCHIVED }))).toEqual([
      `warning ${LOST_EDIT} rules[1].selection.storageClass`,
    ]);
  });
});

const structure: [string, unknown, string, string][] = [
  ["no mapping at all", "rules", "lifecycle/type ", 'expected a mapping, found "rules"'],
  ["no rules key", {}, "lifecycle/type rules", "expected a list, found nothing"],
  [
    "an empty list of rules",
    { rules: [] },
    "lifecycle/size rules",
    "Member must have length greater than or equal to 100",
  ],
  ["an unknown key", { rules: [rule(1)], rule: 1 }, "lifecycle/unknown-key rule", 'Did you mean "rules"?'],
  [
    "a misspelt selection key",
    { rules: [rule(1, { countUnits: "days" })] },
    "lifecycle/unknown-key rules[0].selection.countUnits",
    'Did you mean "countUnit"?',
  ],
  [
    "a null",
    { rules: [{ ...rule(1), description: null }] },
    "lifecycle/null rules[0].description",
    "expected a value, found null. Write one, or remove the key",
  ],
  [
    "a null target",
    { rules: [rule(1, {}, { targetStorageClass: null })] },
    "lifecycle/null rules[0].action.targetStorageClass",
    "expected a value, found null. Write one, or remove the key",
  ],
  ["priority zero", { rules: [rule(0)] }, "lifecycle/size rules[0].rulePriority", "expected at least 1, found 0"],
  ["a fraction as priority", { rules: [rule(1.5)] }, "lifecycle/type rules[0].rulePriority", "a whole number"],
  ["a quoted priority", { rules: [rule("1")] }, "lifecycle/type rules[0].rulePriority", 'found "1"'],
  [
    "count zero",
    { rules: [rule(1, { countNumber: 0 })] },
    "lifecycle/size rules[0].selection.countNumber",
    "at least 1",
  ],
  [
    "a misspelt tag status",
    { rules: [rule(1, { tagStatus: "untaged" })] },
    "lifecycle/value rules[0].selection.tagStatus",
    'Did you mean "untagged"?',
  ],
  [
    "an unknown count type",
    { rules: [rule(1, { countType: "sinceImagePush" })] },
    "lifecycle/value rules[0].selection.countType",
    'Did you mean "sinceImagePushed"?',
  ],
  [
    "an unknown action",
    { rules: [rule(1, {}, { type: "delete" })] },
    "lifecycle/value rules[0].action.type",
    "expire or transition",
  ],
  [
    "an empty prefix list",
    { rules: [rule(1, { tagStatus: "tagged", tagPrefixList: [] })] },
    "lifecycle/size rules[0].selection.tagPrefixList",
    "expected at least 1 entry, found an empty list. Add one, or remove the key",
  ],
  [
    "an empty pattern list",
    { rules: [rule(1, { tagStatus: "tagged", tagPatternList: [] })] },
    "lifecycle/size rules[0].selection.tagPatternList",
    "expected at least 1 entry, found an empty list. Add one, or remove the key",
  ],
  [
    "an empty prefix",
    { rules: [rule(1, { tagStatus: "tagged", tagPrefixList: [""] })] },
    "lifecycle/size rules[0].selection.tagPrefixList[0]",
    "at least 1 character",
  ],
  [
    "months",
    { rules: [rule(1, { countUnit: "months", countNumber: 6 })] },
    "lifecycle/count-unit rules[0].selection.countUnit",
    'expected days, found "months". Write countUnit: days and countNumber: 180 instead of 6',
  ],
  [
    "years",
    { rules: [rule(1, { countUnit: "years", countNumber: 2 })] },
    "lifecycle/count-unit rules[0].selection.countUnit",
    "countNumber: 730 instead of 2",
  ],
  [
    "weeks of an unusable number",
    { rules: [rule(1, { countUnit: "week", countNumber: 1.5 })] },
    "lifecycle/count-unit rules[0].selection.countUnit",
    "the number of days as countNumber",
  ],
  [
    "hours",
    { rules: [rule(1, { countUnit: "hours" })] },
    "lifecycle/value rules[0].selection.countUnit",
    'expected days, found "hours"',
  ],
];

test.each(structure)("%s is refused at its place", (_, document, where, words) => {
  const problems = checkLifecyclePolicy(document);
  expect(problems.map(({ rule: id, at }) => `${id} ${formatPath(at)}`)).toContain(where);
  expect(problems.find(({ rule: id, at }) => `${id} ${formatPath(at)}` === where)?.message).toContain(words);
});

describe("a malformed part", () => {
  test("is named once, by the message that says most", () => {
    expect(found(rule(1, { countUnit: "months" }))).toEqual([
      "error lifecycle/count-unit rules[0].selection.countUnit",
    ]);
  });

  test("does not make a consequence of itself: a misspelt list is not a missing one", () => {
    expect(found(rule(1, { tagStatus: "tagged", tagPatternsList: ["v*"] }))).toEqual([
      "error lifecycle/unknown-key rules[0].selection.tagPatternsList",
    ]);
  });

  test("does not hide the other faults of its rule and of the others", () => {
    expect(found(rule(1, { ...ALL, countNumber: "ten" }), rule(2, { tagStatus: "tagged" }), rule(2, TAGGED))).toEqual([
      "error lifecycle/type rules[0].selection.countNumber",
      "error lifecycle/tagged-list rules[1].selection.tagStatus",
      "error lifecycle/priority rules[2].rulePriority",
      "error lifecycle/any-last rules[0].rulePriority",
    ]);
  });

  test("takes its rule out of the storage classes where the class itself is malformed", () => {
    expect(found(rule(1), rule(2, { storageClass: "glacier" }))).toEqual([
      "error lifecycle/value rules[1].selection.storageClass",
    ]);
  });
});

describe("limits", () => {
  const prefixes = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      rule(index + 1, { tagStatus: "tagged", tagPrefixList: [`p${index}-`] }),
    );

  test("fifty rules are allowed and fifty-one are not", () => {
    expect(found(...prefixes(50))).toEqual([]);
    expect(problemsOf(...prefixes(51))).toEqual([
      expect.objectContaining({
        rule: "lifecycle/size",
        at: ["rules"],
        message: "expected at most 50 rules, found 51. Merge some of them",
      }),
    ]);
  });

  test("a policy with too many rules still has its other faults named", () => {
    expect(found(...prefixes(51), rule(1))).toEqual([
      "error lifecycle/size rules",
      "error lifecycle/priority rules[51].rulePriority",
    ]);
  });

  test("the text that is sent has at most 30,720 characters", () => {
    const sized = (length: number) =>
      checkLifecyclePolicy({ rules: [{ ...(rule(1) as object), description: "x".repeat(length) }] });
    const rest = JSON.stringify({ rules: [{ ...(rule(1) as object), description: "" }] }).length;
    expect(sized(30_720 - rest)).toEqual([]);
    expect(sized(30_721 - rest)).toEqual([
      expect.objectContaining({
        rule: "lifecycle/text-length",
        at: [],
        message: expect.stringContaining("found 30721"),
      }),
    ]);
  });

  test("characters that jsonencode escapes count as what is sent", () => {
    const document = { rules: [{ ...(rule(1) as object), description: "<".repeat(6_000) }] };
    expect(checkLifecyclePolicy(document)).toEqual([expect.objectContaining({ rule: "lifecycle/text-length" })]);
  });
});

test("a rule that lost its indentation has one problem for each key, and none for the empty keys", () => {
  const lost = { rulePriority: 1, selection: null, tagStatus: "any", countType: "imageCountMoreThan", countNumber: 5 };
  const problems = checkLifecyclePolicy({ rules: [{ ...lost, action: { type: "expire" } }] });
  expect(problems.map(({ at, message }) => `${at.join(".")} ${message}`)).toEqual(
    ["tagStatus", "countType", "countNumber"].map(
      (key) =>
        `rules.0.${key} expected "${key}" inside selection, found it at the same level. Indent it under selection`,
    ),
  );
});
