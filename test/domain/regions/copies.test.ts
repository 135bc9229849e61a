import { copyEncryption, hasCopy, registryOfCopy, replicationTo } from "../../../src/domain/regions/copies";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/";
const kms = (kmsKey?: string) => ({ encryptionType: "KMS" as const, ...(kmsKey === undefined ? {} : { kmsKey }) });
const REGION = { region: "us-east-1" };

test("a copy has the region's key, the same alias or the same multi-Region key", () => {
  expect(copyEncryption({ encryptionType: "AES256" }, REGION)).toEqual({ encryptionType: "AES256" });
  expect(copyEncryption(kms(), { ...REGION, kmsKey: "alias/copies" })).toEqual(kms());
  expect(copyEncryption(kms("alias/ecr"), REGION)).toEqual(kms("alias/ecr"));
  expect(copyEncryption(kms(`${KEY}mrk-1`), REGION)).toEqual(kms("arn:aws:kms:us-east-1:111122223333:key/mrk-1"));
  expect(copyEncryption(kms(`${KEY}1`), { ...REGION, kmsKey: "alias/copies" })).toEqual(kms("alias/copies"));
  expect(copyEncryption(kms(`${KEY}1`), REGION)).toBeUndefined();
});

test("regions with the same prefixes share a replication rule", () => {
  const regions = [
    { region: "us-east-1" },
    { region: "us-west-2", repositoryPrefixes: ["team/"] },
    { region: "eu-central-1" },
  ];
  expect(replicationTo(regions)).toEqual([
    { destinations: [{ region: "us-east-1" }, { region: "eu-central-1" }] },
    { destinations: [{ region: "us-west-2" }], repositoryPrefixes: ["team/"] },
  ]);
  expect(regions.map((region) => hasCopy(region, "other"))).toEqual([true, false, true]);
});

test("each region has a key with the same alias, unless its copies use another one", () => {
  const key = { alias: "alias/ecr" };
  expect(registryOfCopy({}, { key })).toEqual({ key });
  expect(registryOfCopy({ kmsKey: "alias/copies" }, { key })).toEqual({});
});

test("a further registry shares scanning and account settings, and nothing that names a region", () => {
  const scanning = { scanType: "BASIC", rules: [] } as const;
  const policy = { Version: "2012-10-17", Statement: [] } as const;
  const main = { scanning, policy, replication: [{ destinations: [{ region: "us-east-1" }] }] };
  expect(registryOfCopy({}, main)).toEqual({ scanning });
  const own = { scanning: { scanType: "ENHANCED", rules: [] } } as const;
  expect(registryOfCopy({ registry: own }, main)).toEqual(own);
});
