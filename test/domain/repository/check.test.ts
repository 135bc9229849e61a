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
    `error imageTagMutability: ${mutability} without imageTagMutabilityExclusionFilters; give 1 to 5 filters, or write ${base}`,
  ]);
  expect(found({ imageTagMutability: base, imageTagMutabilityExclusionFilters: ["latest"] })).toEqual([
    `error imageTagMutabilityExclusionFilters: filters with ${base}; they need ${mutability}, or leave them out`,
  ]);
});

test("a filter twice is reported at the second", () => {
  const settings = { imageTagMutabilityExclusionFilters: ["a", "b", "a"] };
  expect(found({ imageTagMutability: "MUTABLE_WITH_EXCLUSION", ...settings })).toEqual([
    'error imageTagMutabilityExclusionFilters[2]: "a" is there twice; leave one out',
  ]);
});

test("a key of the repository's own account and region is fine", () => {
  expect(found(kms(KEY))).toEqual([]);
});

test.each([
  [
    kms(KEY, "AES256"),
    "error encryptionConfiguration.kmsKey: a kmsKey with AES256, which takes none; write encryptionType: KMS, or leave the key out",
  ],
  [
    kms(KEY, "KMS_DSSE"),
    "error encryptionConfiguration.encryptionType: KMS_DSSE in eu-west-1; ECR has it in AWS GovCloud (US) regions only; write KMS",
  ],
  [
    kms("my-key"),
    'error encryptionConfiguration.kmsKey: "my-key" is no KMS key; write its ARN, arn:<partition>:kms:<region>:<account>:key/<id>, or alias/<name>',
  ],
  [
    kms(KEY.replace("eu-west-1", "us-east-1")),
    "error encryptionConfiguration.kmsKey: the key is in us-east-1 (aws), the repository in eu-west-1; ECR needs a key of its own region",
  ],
  [
    kms(KEY.replace("111122223333", "999988887777")),
    "warning encryptionConfiguration.kmsKey: the key is in account 999988887777, the repository in 111122223333; its key policy must let 111122223333 use it",
  ],
  [
    { deletionPolicy: "Retain", forceDelete: true } as const,
    "error forceDelete: forceDelete: true with deletionPolicy Retain; it is for Delete only, leave it out",
  ],
  [
    { tags: { "aws:x": "y" } },
    'error tags["aws:x"]: the key "aws:x" begins with "aws:", which AWS keeps to itself; choose another',
  ],
])("%j is reported", (settings, problem) => {
  expect(found(settings)).toEqual([problem]);
});

test("an alias is a warning that says how to find the key's ARN", () => {
  expect(found(kms("alias/ecr"))).toEqual([
    expect.stringMatching(
      /^warning encryptionConfiguration\.kmsKey: "alias\/ecr" is looked up .* --key-id alias\/ecr /,
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
  const refused = `error encryptionConfiguration.kmsKey: "arn:aws:kms:eu-west-1:111122223333:key/${id}" `;
  const problems = found(kms(`arn:aws:kms:eu-west-1:111122223333:key/${id}`));
  expect(problems).toEqual(accepted ? [] : [expect.stringContaining(refused)]);
});
