import { didYouMean, nearest } from "../../../src/domain/text/suggestions";

const KEYS = ["repositoryName", "imageTagMutability", "imageTagMutabilityExclusionFilters", "scanOnPush", "tags"];

test.each([
  ["scanOnPsh", "scanOnPush"],
  ["SCANONPUSH", "scanOnPush"],
  ["scan_on_push", "scanOnPush"],
  ["scan", "scanOnPush"],
  ["name", "repositoryName"],
  ["mutability", "imageTagMutability"],
  ["tag", "tags"],
])("for %s the nearest is %s", (word, key) => {
  expect(nearest(word, KEYS)).toBe(key);
});

test.each(["colour", "image", "x"])("for %s there is none", (word) => {
  expect(nearest(word, ["repositoryName", "imageTagMutability", "imageTagMutabilityExclusionFilters"])).toBeUndefined();
});

test("of several that are as near, the first by the alphabet is taken", () => {
  expect(nearest("cat", ["hat", "bat"])).toBe("bat");
});

test("the question has its blank in front, and is nothing without a candidate", () => {
  expect(didYouMean("tgas", KEYS)).toBe(' Did you mean "tags"?');
  expect(didYouMean("colour", KEYS)).toBe("");
});
