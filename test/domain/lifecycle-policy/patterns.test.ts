import { commonTag, patternCovers } from "../../../src/domain/lifecycle-policy/patterns";
import { patternTest } from "../../../src/domain/lifecycle-policy/selection";

test.each([
  ["prod", "prod", true],
  ["prod", "prod1", false],
  ["prod*", "prod", true],
  ["prod*", "production-team1", true],
  ["prod*", "reprod", false],
  ["*prod*", "repo-production", true],
  ["*prod", "prod-team", false],
  ["a*a", "a", false],
  ["a*a", "aa", true],
  ["*test*1*2*3", "atest-1-22-3", true],
  ["*test*1*2*3", "atest-2-1-3", false],
  ["a*b*b", "ab", false],
  ["v1.*", "v1x", false],
  ["*", "anything", true],
  ["**", "x", true],
])("pattern %s and tag %s: %p", (pattern, tag, matches) => {
  expect(patternTest(pattern)(tag)).toBe(matches);
});

test.each([
  ["v*", "v1*", true],
  ["v1*", "v*", false],
  ["*", "*-rc", true],
  ["a*c", "abc", true],
  ["*a*", "b*a*c", true],
  ["a", "*", false],
])("%s covers %s: %p", (wider, narrower, expected) => {
  expect(patternCovers(wider, narrower)).toBe(expected);
});

test.each([
  ["v*", "*9", "v9"],
  ["a*", "b*", undefined],
  ["*", "*", ""],
  ["a*c", "*b*", "abc"],
  ["ab", "ab", "ab"],
  ["ab", "abc", undefined],
])("%s and %s share %p", (a, b, tag) => {
  expect(commonTag(a, b)).toBe(tag);
});
