import { formatPath } from "../../../../src/domain/problems/problem";
import { parse } from "../../../../src/domain/problems/schema-problems";
import { POLICY_PRESETS } from "../../../../src/domain/lifecycle-policy/shorthand/presets";
import { explainOrder } from "../../../../src/domain/lifecycle-policy/shorthand/explain";
import {
  checkShorthand,
  expandedPolicy,
  expandShorthand,
  shorthandProblems,
} from "../../../../src/domain/lifecycle-policy/shorthand/expand";
import { shorthandSchema, type LifecycleShorthand } from "../../../../src/domain/lifecycle-policy/shorthand/schema";
import { checkLifecyclePolicy } from "../../../../src/domain/lifecycle-policy/check";
import { lintPolicy } from "../../../../src/domain/lifecycle-policy/lint";
import { daysAgo, expired, image, named, NOW } from "../images";
import { simulate } from "../../../../src/domain/lifecycle-policy/simulate";

const EVERYTHING: LifecycleShorthand = {
  keepNewest: 2,
  expireUntagged: { afterDays: 7 },
  expire: [
    { tagPatterns: ["pr-*", "tmp-*"], afterDays: 14 },
    { tagPatterns: ["nightly-*"], keepNewest: 1 },
  ],
  protect: ["v*", "release-*"],
};

test("rules come with protected tags first and all images last, whatever the order of the words", () => {
  const { rules } = expandedPolicy(EVERYTHING);
  expect(rules.map(({ rulePriority, description }) => `${rulePriority} ${description ?? ""}`)).toEqual([
    "1 Protect v*",
    "2 Protect release-*",
    "3 Expire after 14 days: pr-*",
    "4 Expire after 14 days: tmp-*",
    "5 Keep the newest 1 of nightly-*",
    "6 Expire after 7 days: untagged images",
    "7 Keep the newest 2 of all images",
  ]);
  expect(rules[2]).toEqual({
    rulePriority: 3,
    description: "Expire after 14 days: pr-*",
    selection: {
      tagStatus: "tagged",
      tagPatternList: ["pr-*"],
      countType: "sinceImagePushed",
      countUnit: "days",
      countNumber: 14,
    },
    action: { type: "expire" },
  });
  expect(checkLifecyclePolicy(expandedPolicy(EVERYTHING))).toEqual([]);
});

test("the rules do what the words say", () => {
  const images = [
    image("release", 900, ["v1"]),
    image("other", 800, ["release-1"]),
    image("pull", 15, ["pr-1"]),
    image("fresh", 13, ["pr-2"]),
    image("temporary", 15, ["tmp-1"]),
    image("left", 8),
    image("night1", 3, ["nightly-1"]),
    image("night2", 2, ["nightly-2"]),
    image("main", 5, ["main"]),
  ];
  expect(expired(expandedPolicy(EVERYTHING).rules, images)).toBe("left main night1 pull temporary");
});

test("unused images are archived, and deleted from the archive where that is wanted", () => {
  const { rules } = expandedPolicy({ archiveUnused: { afterDays: 90, deleteAfterDays: 365 } });
  const decisions = simulate(
    rules,
    [
      image("unused", 91),
      image("used", 300, [], { pulledAt: daysAgo(1) }),
      image("archived", 800, [], { status: "archived", archivedAt: daysAgo(366) }),
    ],
    NOW,
  );
  expect([named(decisions, "archive"), named(decisions, "expire")]).toEqual(["unused", "archived"]);
});

test("each rule tells the word that it comes from", () => {
  const origins = (words: LifecycleShorthand) => expandShorthand(words).map(({ at }) => formatPath(at));
  expect(origins(EVERYTHING)).toEqual([
    "protect[0]",
    "protect[1]",
    "expire[0].tagPatterns[0]",
    "expire[0].tagPatterns[1]",
    "expire[1].tagPatterns[0]",
    "expireUntagged",
    "keepNewest",
  ]);
  expect(origins({ expire: { tagPatterns: ["a"], afterDays: 1 } })).toEqual(["expire.tagPatterns[0]"]);
  expect(origins({ archiveUnused: { afterDays: 90, deleteAfterDays: 365 } })).toEqual([
    "archiveUnused.afterDays",
    "archiveUnused.deleteAfterDays",
  ]);
});

test("what is said of rules is said of the words that they come from", () => {
  const ofWords = expandShorthand({ protect: ["v*"], expire: { tagPatterns: ["v1*"], afterDays: 7 } });
  const [problem, ...others] = shorthandProblems(lintPolicy({ rules: ofWords.map(({ rule }) => rule) }), ofWords);
  expect(problem).toMatchObject({ rule: "lifecycle/never-acts", at: ["expire", "tagPatterns", 0] });
  expect(problem?.message).toContain(
    "this rule never acts: protect[0] (priority 1) already selects all images that this rule selects. Move this rule before protect[0], or remove it",
  );
  expect(others).toEqual([]);
});

test("the order is explained, each reason once", () => {
  const explained = explainOrder(expandShorthand(EVERYTHING));
  expect(explained.map(({ priority, description }) => `${priority} ${description}`)[2]).toBe(
    "3 Expire after 14 days: pr-*",
  );
  expect(explained.map(({ why }) => why.split(/[ ,]/)[0])).toEqual([
    "protected",
    "",
    "other",
    "",
    "",
    "untagged",
    "last",
  ]);
  const archived = explainOrder(expandShorthand({ archiveUnused: { afterDays: 90, deleteAfterDays: 365 } }));
  expect(archived.map(({ why }) => why)).toEqual([
    expect.stringContaining("last, because ECR requires"),
    expect.stringContaining("a separate storage class"),
  ]);
});

describe("presets", () => {
  test.each(Object.entries(POLICY_PRESETS))("%s is right by AWS and by its words", (_, words: LifecycleShorthand) => {
    expect(parse("lifecycle", shorthandSchema, words).ok).toBe(true);
    expect(checkShorthand(words)).toEqual([]);
    const policy = expandedPolicy(words);
    expect(checkLifecyclePolicy(policy).filter(({ rule }) => rule !== "lifecycle/lost-edit")).toEqual([]);
    expect(lintPolicy(policy)).toEqual([]);
  });

  test("audit deletes nothing", () => {
    expect(expired(expandedPolicy(POLICY_PRESETS.audit).rules, [image("a", 9999), image("b", 9999, ["v1"])])).toBe("");
  });
});

test("two words for all images are refused, with what to write instead", () => {
  const [problem, ...others] = checkShorthand({ keepNewest: 3, archiveUnused: { afterDays: 90 } });
  expect(problem).toMatchObject({ rule: "lifecycle/words", severity: "error", at: ["archiveUnused"] });
  expect(problem?.message).toContain(
    "expected either archiveUnused or keepNewest, found both. ECR accepts only one rule for all images per storage class. Write expire: { tagPatterns, keepNewest } instead of keepNewest",
  );
  expect(others).toEqual([]);
});

test("no words are no policy", () => {
  expect(checkShorthand({})[0]?.message).toContain(
    "expected at least 1 rule, found none. Write one, such as keepNewest: 30, or remove the policy",
  );
});

test.each<[string, unknown, string]>([
  ["an age and a count together", { expire: { tagPatterns: ["a"], afterDays: 1, keepNewest: 1 } }, "expire"],
  ["neither", { expireUntagged: {} }, "expireUntagged"],
  ["a count of zero", { keepNewest: 0 }, "keepNewest"],
  ["an archive for fewer than 90 days", { archiveUnused: { afterDays: 1, deleteAfterDays: 89 } }, "archiveUnused"],
  ["no patterns", { protect: [] }, "protect"],
])("%s is refused", (_, words, key) => {
  const result = parse("lifecycle", shorthandSchema, words);
  expect(result.ok ? [] : result.problems.map(({ at }) => at[0])).toContain(key);
});
