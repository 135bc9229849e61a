import { checkTagCase, checkTags } from "../../../src/domain/aws/tags";

const found = (tags: Readonly<Record<string, string>>) =>
  checkTags(tags).map(({ rule, at, message }) => [rule, at.join("."), message]);

test("50 tags with the longest keys and values are fine, in any script", () => {
  const tags = Object.fromEntries(
    Array.from({ length: 49 }, (_, index) => [String(index).padStart(128, "k"), "v".repeat(256)]),
  );
  expect(checkTags({ ...tags, "Größe: a_b/c=d+e-f@g": "" })).toEqual([]);
});

test.each([
  [
    "aws:team",
    "a",
    "tags/reserved",
    'expected a key that does not begin with "aws:", found "aws:team". AWS reserves that prefix; rename the key',
  ],
  [
    "AWS:team",
    "a",
    "tags/reserved",
    'expected a key that does not begin with "aws:", found "AWS:team". AWS reserves that prefix; rename the key',
  ],
  ["", "a", "tags/key-length", "expected a key of 1 to 128 characters, found a key of 0 characters"],
  ["k".repeat(129), "a", "tags/key-length", "expected a key of 1 to 128 characters, found a key of 129 characters"],
  ["a", "v".repeat(257), "tags/value-length", "expected at most 256 characters, found 257"],
  ["a;b", "a", "tags/characters", 'expected only letters, digits, spaces and _ . : / = + - @, found "a;b"'],
  ["a", "{}", "tags/characters", 'expected only letters, digits, spaces and _ . : / = + - @, found "{}"'],
])("the tag %j: %j is refused at its key", (key, value, rule, message) => {
  expect(found({ [key]: value })).toEqual([[rule, key, message]]);
});

test("51 tags are one too many", () => {
  const tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, ""]));
  expect(found(tags)).toEqual([
    ["tags/count", "", "expected at most 50 tags including default tags, found 51. Remove some"],
  ]);
});

test("keys that differ in case only are reported at the later one", () => {
  expect(checkTagCase({ Owner: "a", Team: "b", owner: "c" }).map(({ rule, at }) => [rule, ...at])).toEqual([
    ["tags/case", "owner"],
  ]);
  expect(checkTagCase({ Owner: "a", Team: "b" })).toEqual([]);
});
