import { oldVersionsRule } from "../../../src/operations/bootstrap/old-versions";
import { planBucket, remarksOn, type BucketFacts, type SettingId } from "../../../src/operations/bootstrap/plan";
import { bucketRequests } from "../../../src/operations/bootstrap/requests";
import { type StateBucket } from "../../../src/operations/bootstrap/state-bucket";
import { resourcesOf, transportPolicy } from "../../../src/operations/bootstrap/transport-policy";

const KEY = "11111111-2222-3333-4444-555555555555";
const TARGET: StateBucket = {
  environment: "dev",
  bucket: "acme-state",
  account: "111122223333",
  region: "eu-west-1",
  partition: "aws",
  usePathStyle: false,
  sharedWith: [],
};
const KEYED: StateBucket = { ...TARGET, kmsKeyId: `arn:aws:kms:eu-west-1:111122223333:key/${KEY}` };

const SOUND: BucketFacts = {
  ownership: "BucketOwnerEnforced",
  publicAccess: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
  encryption: { algorithm: "AES256" },
  versioning: "Enabled",
  policy: transportPolicy(resourcesOf(TARGET)),
  rules: [oldVersionsRule(90)],
};

function changes(facts: BucketFacts, target = TARGET): Partial<Record<SettingId, string | undefined>> {
  const changed = planBucket(target, facts, 90).filter(({ state }) => state === "change");
  return Object.fromEntries(changed.map(({ id, found }) => [id, found]));
}

test("a missing bucket is created with every setting", () => {
  const settings = planBucket(KEYED, undefined, 90);
  expect(new Set(settings.map(({ state }) => state))).toEqual(new Set(["create"]));
  expect(settings.find(({ id }) => id === "encryption")).toEqual({
    id: "encryption",
    state: "create",
    expected: `SSE-KMS with ${KEYED.kmsKeyId ?? ""}`,
  });
});

test("a sound bucket has no difference", () => {
  expect(changes(SOUND)).toEqual({});
});

test.each<[SettingId, Partial<BucketFacts>, string]>([
  ["ownership", { ownership: "ObjectWriter" }, "ObjectWriter"],
  ["ownership", { ownership: undefined }, "not set"],
  [
    "publicAccess",
    { publicAccess: { ...SOUND.publicAccess, BlockPublicPolicy: false } },
    "not blocked (BlockPublicPolicy)",
  ],
  ["encryption", { encryption: undefined }, "not set"],
  ["versioning", { versioning: "Suspended" }, "Suspended"],
  ["tls", { policy: undefined }, "not required"],
  ["oldVersions", { rules: [] }, "kept, incomplete uploads kept, delete markers kept"],
])("%s: what differs is reported, and nothing else", (id, part, found) => {
  expect(changes({ ...SOUND, ...part })).toEqual({ [id]: found });
});

test("without a key of its own, an environment does not weaken a bucket", () => {
  expect(changes({ ...SOUND, encryption: { algorithm: "aws:kms:dsse", key: KEY } })).toEqual({});
});

test("the key may be written as an ARN or an id; another key differs, unless a sharing environment names it", () => {
  const withKey = (key: string): BucketFacts => ({ ...SOUND, encryption: { algorithm: "aws:kms", key } });
  expect(changes(withKey(KEY), KEYED)).toEqual({});
  expect(changes(SOUND, KEYED)).toEqual({ encryption: "SSE-S3 (AES256)" });
  expect(changes(withKey("alias/other"), KEYED)).toEqual({ encryption: "SSE-KMS with alias/other" });
  const sharedWith = [{ name: "prod", account: "111122223333", kmsKeyId: "alias/other" }];
  expect(changes(withKey("alias/other"), { ...KEYED, sharedWith })).toEqual({});
});

test("remarks name the environments that share the bucket, and rules that decide instead", () => {
  const sharedWith = [
    { name: "prod", account: "444455556666", kmsKeyId: "alias/p" },
    { name: "stage", account: "111122223333" },
  ];
  const rules = [{ ...oldVersionsRule(3), ID: "short" }];
  expect(remarksOn({ ...TARGET, sharedWith }, { ...SOUND, rules }, 90)).toEqual([
    "acme-state is also the state bucket of prod (account 444455556666) and stage. The settings apply to all environments that use the bucket.",
    "Environments in other accounts need access through the bucket policy. This command does not grant this access.",
    expect.stringContaining("differently from dev: prod (alias/p). This works"),
    "The lifecycle rule short deletes old versions before 90 days have passed. This command does not change it.",
  ]);
  expect(remarksOn(TARGET, SOUND, 90)).toEqual([]);
});

test("only us-east-1 has no location constraint", () => {
  expect(bucketRequests(TARGET, undefined, 90).location).toBe("eu-west-1");
  expect(bucketRequests({ ...TARGET, region: "us-east-1" }, undefined, 90).location).toBeUndefined();
});
