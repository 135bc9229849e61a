import {
  effectOf,
  expiresOldVersions,
  oldVersionsRule,
  shorterRules,
  withOldVersions,
  type BucketRule,
} from "../../../src/operations/bootstrap/old-versions";

const OTHER: BucketRule = {
  ID: "other",
  Status: "Enabled",
  Filter: {},
  NoncurrentVersionExpiration: { NoncurrentDays: 30 },
};

test("the own rule deletes old versions, incomplete uploads and delete markers", () => {
  expect(effectOf([oldVersionsRule(90)])).toEqual({ versionDays: 90, uploadDays: 7, markers: true });
  expect(expiresOldVersions([oldVersionsRule(90)], 90)).toBe(true);
  expect(expiresOldVersions([oldVersionsRule(90)], 30)).toBe(false);
});

test.each<[string, Partial<BucketRule>]>([
  ["is disabled", { Status: "Disabled" }],
  ["has a prefix", { Filter: { Prefix: "logs/" } }],
  ["has a prefix of the old form", { Filter: undefined, Prefix: "logs/" }],
  ["has a tag", { Filter: { Prefix: "", ...{ Tag: { Key: "a", Value: "b" } } } }],
  ["keeps some old versions", { NoncurrentVersionExpiration: { NoncurrentDays: 90, NewerNoncurrentVersions: 5 } }],
  ["keeps delete markers", { Expiration: {} }],
  ["keeps incomplete uploads", { AbortIncompleteMultipartUpload: undefined }],
])("a rule that %s does not suffice", (_, change) => {
  expect(expiresOldVersions([{ ...oldVersionsRule(90), ...change }], 90)).toBe(false);
});

test("several rules of other names suffice together", () => {
  const markers: BucketRule = { Status: "Enabled", Prefix: "", Expiration: { ExpiredObjectDeleteMarker: true } };
  const uploads: BucketRule = { Status: "Enabled", AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } };
  expect(expiresOldVersions([OTHER, markers, uploads], 30)).toBe(true);
});

test("other rules are kept, and a shorter one is named, since it decides", () => {
  const rules = withOldVersions([oldVersionsRule(7), OTHER], 90);
  expect(rules).toEqual([OTHER, oldVersionsRule(90)]);
  expect(shorterRules(rules, 90)).toEqual(["other"]);
  // So a rerun has nothing to change.
  expect(expiresOldVersions(rules, 90)).toBe(true);
});
