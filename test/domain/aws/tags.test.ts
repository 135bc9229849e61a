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
    'the key "aws:team" begins with "aws:", which AWS keeps to itself; choose another',
  ],
  [
    "AWS:team",
    "a",
    "tags/reserved",
    'the key "AWS:team" begins with "aws:", which AWS keeps to itself; choose another',
  ],
  ["", "a", "tags/key-length", "the key has 0 characters; 1 to 128 are allowed, shorten it"],
  ["k".repeat(129), "a", "tags/key-length", "the key has 129 characters; 1 to 128 are allowed, shorten it"],
  ["a", "v".repeat(257), "tags/value-length", "the value has 257 characters; at most 256 are allowed"],
  [
    "a;b",
    "a",
    "tags/characters",
    '"a;b" has characters that tags may not have; letters, digits, blanks and _ . : / = + - @ are allowed',
  ],
  [
    "a",
    "{}",
    "tags/characters",
    '"{}" has characters that tags may not have; letters, digits, blanks and _ . : / = + - @ are allowed',
  ],
])("the tag %j: %j is refused at its key", (key, value, rule, message) => {
  expect(found({ [key]: value })).toEqual([[rule, key, message]]);
});

test("51 tags are one too many", () => {
  const tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, ""]));
  expect(found(tags)).toEqual([
    ["tags/count", "", "51 tags; at most 50 are allowed, default tags included; leave some out"],
  ]);
});

test("keys that differ in case only are reported at the later one", () => {
  expect(checkTagCase({ Owner: "a", Team: "b", owner: "c" }).map(({ rule, at }) => [rule, ...at])).toEqual([
    ["tags/case", "owner"],
  ]);
  expect(checkTagCase({ Owner: "a", Team: "b" })).toEqual([]);
});
