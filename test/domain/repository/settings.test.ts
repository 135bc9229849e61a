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
  ["", 'found ""; a filter has 1 to 128 letters, digits, ".", "_", "-" and "*", as in "latest" or "dev-*"'],
  ["v 1", 'found "v 1"; a filter has 1 to 128 letters, digits, ".", "_", "-" and "*", as in "latest" or "dev-*"'],
  ["*a*b*", 'found "*a*b*"; a filter has at most two "*"'],
])("%j is none", (filter, message) => {
  expect(faultsOf([filter])).toEqual([message]);
});

test("a repository has at most five filters", () => {
  expect(faultsOf(["a", "b", "c", "d", "e"])).toEqual([]);
  expect(faultsOf(["a", "b", "c", "d", "e", "f"])).toEqual(["found 6; at most 5 entries allowed"]);
});

test("encryption has a type", () => {
  expect(parse("repository", encryptionConfigurationSchema, {})).toMatchObject({
    problems: [{ at: ["encryptionType"], message: "missing; AES256, KMS or KMS_DSSE is required" }],
  });
});
