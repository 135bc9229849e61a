import { formatPath } from "../../../src/domain/problems/problem";
import { type LifecycleRule } from "../../../src/domain/lifecycle-policy/schema";
import { lintPolicy } from "../../../src/domain/lifecycle-policy/lint";
import { archive, expire, EXPIRE_ARCHIVED } from "./images";

const found = (...rules: LifecycleRule[]): string[] =>
  lintPolicy({ rules }).map(({ rule, at }) => `${rule} ${formatPath(at)}`);
const message = (...rules: LifecycleRule[]): string =>
  lintPolicy({ rules })
    .map((problem) => problem.message)
    .join("\n");
const prefixes = (rulePriority: number, ...tagPrefixList: string[]): LifecycleRule => ({
  rulePriority,
  selection: { tagStatus: "tagged", tagPrefixList, countType: "imageCountMoreThan", countNumber: 9 },
  action: { type: "expire" },
});
const NINE = { count: 9 };

test("policies that mean what they seem to mean surprise nobody", () => {
  expect(
    found(
      expire(1, "latest", { count: 1 }),
      expire(2, "v*", NINE),
      expire(3, "untagged", { days: 1 }),
      expire(4, "any", NINE),
    ),
  ).toEqual([]);
  // Exceptions before the rule.
  expect(found(expire(1, "v1.*", NINE), expire(2, "v*", NINE))).toEqual([]);
});

describe("a rule never acts", () => {
  test.each<[string, LifecycleRule, LifecycleRule]>([
    ["after a wider pattern", expire(1, "v*", NINE), expire(2, "v1*", NINE)],
    ["after a pattern for every tag", expire(1, "*", NINE), expire(2, "*rc*", NINE)],
    ["after a wider prefix", prefixes(1, "prod"), prefixes(2, "prod-eu")],
    ["when it wants more tags than an earlier one", expire(1, "v*", NINE), expire(2, ["v*", "prod*"], NINE)],
  ])("%s", (_, first, second) => {
    expect(found(first, second)).toEqual([expect.stringContaining("lifecycle/never-acts rules[1].selection.tagP")]);
    expect(message(first, second)).toContain(
      "rules[0] comes first (priority 1) and selects every image that this rule does",
    );
  });

  test("when others select all tagged and all untagged images before it", () => {
    const [tagged, untagged] = [expire(1, "*", NINE), expire(2, "untagged", { days: 7 })];
    expect(found(tagged, untagged, expire(3, "any", NINE))).toEqual([
      "lifecycle/never-acts rules[2].selection.tagStatus",
    ]);
    expect(message(tagged, untagged, expire(3, "any", NINE))).toContain(
      "rules[0] selects every tagged image and rules[1] every untagged one",
    );
    expect(found(tagged, expire(3, "any", NINE))).toEqual([]);
    expect(found(expire(1, "v*", NINE), untagged, expire(3, "any", NINE))).toEqual([]);
    expect(found(tagged, untagged, EXPIRE_ARCHIVED)).toEqual([]);
  });

  test("but equal patterns are the check's to tell", () => {
    expect(found(expire(1, "v*", NINE), expire(2, "v*", NINE))).toEqual([]);
  });

  test("whatever the order in the file is", () => {
    expect(found(expire(2, "v1*", NINE), expire(1, "v*", NINE))).toEqual([
      "lifecycle/never-acts rules[0].selection.tagPatternList",
    ]);
  });
});

test("patterns that share tags are told with one of those tags", () => {
  expect(found(expire(1, "prod*", NINE), expire(2, "*-rc", NINE))).toEqual([
    "lifecycle/overlap rules[1].selection.tagPatternList",
  ]);
  expect(message(expire(1, "prod*", NINE), expire(2, "*-rc", NINE))).toContain(
    '(priority 1) selects some of the same tags, "prod-rc" for one',
  );
  expect(message(expire(1, "*ab", NINE), expire(2, "abc*", NINE))).toContain('"abcab"');
  expect(found(expire(1, "prod*", NINE), expire(2, "dev*", NINE))).toEqual([]);
});

test("latest that goes by age is told, at the rule that takes it", () => {
  expect(found(expire(1, "v*", NINE), expire(2, "any", { days: 30 }))).toEqual([
    "lifecycle/latest rules[1].selection.tagStatus",
  ]);
  expect(message(expire(2, "any", { days: 30 }))).toContain(
    'expires the image tagged "latest" too once it is 30 days old',
  );
  expect(found(archive(1, 30))).toEqual([]);
  expect(found(expire(1, "latest", { count: 1 }), expire(2, "any", { days: 30 }))).toEqual([]);
});

test("keeping hardly any images is told, since those that go may be hours old", () => {
  expect(found(expire(1, "any", { count: 1 }))).toEqual(["lifecycle/young-images rules[0].selection.countNumber"]);
  expect(message(expire(1, "any", { count: 1 }))).toContain("keeps 1 image only, so the next push expires an image");
  expect(message(expire(1, "any", { count: 2 }))).toContain(
    "keeps 2 images only, so the next 2 pushes expire an image",
  );
  expect(found(expire(1, "any", { count: 3 }))).toEqual([]);
});
