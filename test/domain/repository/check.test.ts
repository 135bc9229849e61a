import { formatPath } from "../../../src/domain/problems/problem";
import { checkSettings } from "../../../src/domain/repository/check";
import { REPOSITORY_DEFAULTS, type RepositorySettings } from "../../../src/domain/repository/settings";

const PLACE = { account: "111122223333", region: "eu-west-1" };

/** Problems of settings that are the defaults but for these, as `severity path: message`. */
function found(settings: Partial<RepositorySettings>, location: typeof PLACE | undefined = PLACE): string[] {
  return checkSettings({ ...REPOSITORY_DEFAULTS, ...settings }, location).map(
    ({ severity, at, message }) => `${severity} ${formatPath(at)}: ${message}`,
  );
}

const kms = (kmsKey: string, encryptionType: "AES256" | "KMS" | "KMS_DSSE" = "KMS") => ({
  encryptionConfiguration: { encryptionType, kmsKey },
});
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555";

test("the defaults have no problem", () => {
  expect(found({})).toEqual([]);
});

test.each(["MUTABLE", "IMMUTABLE"] as const)("%s takes no filters, and with an exclusion needs them", (base) => {
  const mutability = `${base}_WITH_EXCLUSION` as const;
  expect(found({ imageTagMutability: mutability, imageTagMutabilityExclusionFilters: ["latest"] })).toEqual([]);
  expect(found({ imageTagMutability: mutability })).toEqual([
    `error imageTagMutability: expected 1 to 5 imageTagMutabilityExclusionFilters with ${mutability}, found none. Add one, or write ${base}`,
  ]);
  expect(found({ imageTagMutability: base, imageTagMutabilityExclusionFilters: ["latest"] })).toEqual([
    `error imageTagMutabilityExclusionFilters: expected no filters with ${base}, found 1. Write ${mutability}, or remove the filters`,
  ]);
});

test("a filter twice is reported at the second", () => {
  const settings = { imageTagMutabilityExclusionFilters: ["a", "b", "a"] };
  expect(found({ imageTagMutability: "MUTABLE_WITH_EXCLUSION", ...settings })).toEqual([
    'error imageTagMutabilityExclusionFilters[2]: expected each filter once, found "a" twice. Remove one',
  ]);
});

test("a key of the repository's own account and region is fine", () => {
  expect(found(kms(KEY))).toEqual([]);
});

test.each([
  [
    kms(KEY, "AES256"),
    'error encryptionConfiguration.kmsKey: expected no key with AES256, found "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555". Write encryptionType: KMS, or remove the key',
  ],
  [
    kms(KEY, "KMS_DSSE"),
    "error encryptionConfiguration.encryptionType: expected KMS or AES256 in eu-west-1, found KMS_DSSE, which ECR supports only in AWS GovCloud (US)",
  ],
  [
    kms("my-key"),
    'error encryptionConfiguration.kmsKey: expected a KMS key\'s ARN (arn:<partition>:kms:<region>:<account>:key/<id>) or alias/<name>, found "my-key"',
  ],
  [
    kms(KEY.replace("eu-west-1", "us-east-1")),
    "error encryptionConfiguration.kmsKey: expected a key in the repository's region, eu-west-1, found one in us-east-1",
  ],
  [
    kms(KEY.replace("111122223333", "999988887777")),
    "warning encryptionConfiguration.kmsKey: expected a key in the repository's account, 111122223333, found one in 999988887777. Make sure that the key policy allows 111122223333 to use the key",
  ],
  [
    { deletionPolicy: "Retain", forceDelete: true } as const,
    "error forceDelete: expected deletionPolicy: Delete with forceDelete: true, found Retain. Change one of the two",
  ],
  [
    { tags: { "aws:x": "y" } },
    'error tags["aws:x"]: expected a key that does not begin with "aws:", found "aws:x". AWS reserves that prefix; rename the key',
  ],
])("%j is reported", (settings, problem) => {
  expect(found(settings)).toEqual([problem]);
});

test("an alias is a warning that says how to find the key's ARN", () => {
  expect(found(kms("alias/ecr"))).toEqual([
    expect.stringMatching(
      /^warning encryptionConfiguration\.kmsKey: expected a key's ARN, found "alias\/ecr"\. .* --key-id alias\/ecr /,
    ),
  ]);
});

test("without a location nothing is held against one", () => {
  const elsewhere = KEY.replace("eu-west-1", "us-east-1");
  const settings = { ...REPOSITORY_DEFAULTS, ...kms(elsewhere, "KMS_DSSE") };
  expect(checkSettings(settings)).toEqual([]);
});

test.each([
  ["11111111-2222-3333-4444-555555555555", true],
  ["mrk-0123456789abcdef0123456789abcdef", true],
  ["1", false],
  ["mrk-1234", false],
  ["11111111-2222-3333-4444-55555555555g", false],
])("the id %s of a KMS key is accepted: %s", (id, accepted) => {
  const refused = `or alias/<name>, found "arn:aws:kms:eu-west-1:111122223333:key/${id}"`;
  const problems = found(kms(`arn:aws:kms:eu-west-1:111122223333:key/${id}`));
  expect(problems).toEqual(accepted ? [] : [expect.stringContaining(refused)]);
});
