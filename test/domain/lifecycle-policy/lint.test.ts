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
      "this rule never acts: rules[0] (priority 1) already selects all images that this rule selects. Move this rule before rules[0], or remove it",
    );
  });

  test("when others select all tagged and all untagged images before it", () => {
    const [tagged, untagged] = [expire(1, "*", NINE), expire(2, "untagged", { days: 7 })];
    expect(found(tagged, untagged, expire(3, "any", NINE))).toEqual([
      "lifecycle/never-acts rules[2].selection.tagStatus",
    ]);
    expect(message(tagged, untagged, expire(3, "any", NINE))).toContain(
      "this rule never acts: rules[0] already selects all tagged images, and rules[1] selects all untagged images. Remove one of the three rules",
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
    'rules[0] (priority 1) selects some of the same tags, such as "prod-rc". This rule counts these images but does not act on them',
  );
  expect(message(expire(1, "*ab", NINE), expire(2, "abc*", NINE))).toContain('"abcab"');
  expect(found(expire(1, "prod*", NINE), expire(2, "dev*", NINE))).toEqual([]);
});

test("latest that goes by age is told, at the rule that takes it", () => {
  expect(found(expire(1, "v*", NINE), expire(2, "any", { days: 30 }))).toEqual([
    "lifecycle/latest rules[1].selection.tagStatus",
  ]);
  expect(message(expire(2, "any", { days: 30 }))).toContain(
    'expected a rule that keeps the image tagged "latest", found a rule that expires it after 30 days. Add an earlier rule with tagPatternList: ["latest"] and imageCountMoreThan 1 (or, in words, protect: [latest])',
  );
  expect(found(archive(1, 30))).toEqual([]);
  expect(found(expire(1, "latest", { count: 1 }), expire(2, "any", { days: 30 }))).toEqual([]);
});

test("keeping hardly any images is told, since those that go may be hours old", () => {
  expect(found(expire(1, "any", { count: 1 }))).toEqual(["lifecycle/young-images rules[0].selection.countNumber"]);
  expect(message(expire(1, "any", { count: 1 }))).toContain(
    "expected at least 3 images to keep, found 1, so the next push expires an image that may still be running. Keep more images, or count days (sinceImagePushed)",
  );
  expect(message(expire(1, "any", { count: 2 }))).toContain(
    "expected at least 3 images to keep, found 2, so the next 2 pushes expire an image that may still be running. Keep more images, or count days (sinceImagePushed)",
  );
  expect(found(expire(1, "any", { count: 3 }))).toEqual([]);
});

describe("a rule that keeps its images comes too late", () => {
  const late = "lifecycle/late-protection rules[1].selection.countNumber";
  const KEEP_ALL = { count: 100_000 };

  test.each<[string, LifecycleRule, LifecycleRule]>([
    ["for the image of one tag", expire(1, "pr-*", { days: 7 }), expire(2, "production", { count: 1 })],
    ["for all images of a pattern", expire(1, "sha-*", { days: 14 }), expire(2, "v*", KEEP_ALL)],
    ["after a rule that counts", expire(1, "sha-*", NINE), expire(2, "v*", KEEP_ALL)],
    ["after a rule for a prefix", prefixes(1, "sha-"), expire(2, "v*", KEEP_ALL)],
    ["after several tags that an image needs", expire(1, ["sha-*", "main*"], { days: 9 }), expire(2, "v*", KEEP_ALL)],
  ])("%s", (_, acting, keeping) => {
    expect(found(acting, keeping)).toEqual([late]);
    expect(found(keeping, { ...acting, rulePriority: 3 })).toEqual([]);
  });

  test("and the message names the rule before it", () => {
    expect(message(expire(1, "sha-*", { days: 14 }), expire(2, "v*", KEEP_ALL))).toBe(
      'a rule that keeps images must come before rules that delete or archive them, but rules[0] (priority 1) comes first. That rule acts on images tagged "sha-*", including images with this rule\'s tags. Move this rule before rules[0]',
    );
  });

  test.each<[string, LifecycleRule, LifecycleRule]>([
    ["the earlier one keeps as well", expire(1, "latest", { count: 1 }), expire(2, "v*", KEEP_ALL)],
    ["the earlier one is an exception", expire(1, "v0.*", { days: 7 }), expire(2, "v*", KEEP_ALL)],
    ["untagged images have no tag of it", expire(1, "untagged", { days: 7 }), expire(2, "v*", KEEP_ALL)],
    ["the later one deletes", expire(1, "pr-*", { days: 7 }), expire(2, "v*", NINE)],
  ])("but not when %s", (_, first, second) => {
    expect(found(first, second)).toEqual([]);
  });
});
