import { parse } from "../../../src/domain/problems/schema-problems";
import { encryptionConfigurationSchema, exclusionFiltersSchema } from "../../../src/domain/repository/settings";

function faultsOf(filters: readonly string[]): string[] {
  const parsed = parse("repository", exclusionFiltersSchema, filters);
  return parsed.ok ? [] : parsed.problems.map(({ message }) => message);
}

test.each(["latest", "dev-*", "*-rc*", "v1.2_3", "a".repeat(128)])("%s is a filter", (filter) => {
  expect(faultsOf([filter])).toEqual([]);
});

test.each([
  ["", 'expected 1 to 128 letters, digits and . _ - *, as in "latest" or "dev-*", found ""'],
  ["v 1", 'expected 1 to 128 letters, digits and . _ - *, as in "latest" or "dev-*", found "v 1"'],
  ["*a*b*", 'expected at most two "*", found "*a*b*"'],
])("%j is none", (filter, message) => {
  expect(faultsOf([filter])).toEqual([message]);
});

test("a repository has at most five filters", () => {
  expect(faultsOf(["a", "b", "c", "d", "e"])).toEqual([]);
  expect(faultsOf(["a", "b", "c", "d", "e", "f"])).toEqual(["expected at most 5 entries, found 6"]);
});

test("encryption has a type", () => {
  expect(parse("repository", encryptionConfigurationSchema, {})).toMatchObject({
    problems: [{ at: ["encryptionType"], message: "expected AES256, KMS or KMS_DSSE, found nothing" }],
  });
});
