import { KEY_ARN, MANAGED_POLICY_ARN, ROLE_ARN } from "../../../src/domain/aws/arn-patterns";
import { PARTITION_NAMES, PARTITIONS, REGION, REGIONS } from "../../../src/domain/aws/partitions";

test("every region of the table has the form of a region", () => {
  expect(REGIONS.filter((region) => !REGION.test(region))).toEqual([]);
});

test.each(PARTITION_NAMES)("ARNs of %s are accepted", (partition) => {
  const [region] = PARTITIONS[partition].regions;
  const key = `arn:${partition}:kms:${region}:111122223333:key/`;
  const arns = [`${key}mrk-0123456789abcdef0123456789abcdef`, `${key}12345678-1234-1234-1234-123456789012`];
  expect(arns.filter((arn) => !KEY_ARN.test(arn))).toEqual([]);
  expect(ROLE_ARN.test(`arn:${partition}:iam::111122223333:role/platform/push`)).toBe(true);
  expect(MANAGED_POLICY_ARN.test(`arn:${partition}:iam::aws:policy/PowerUserAccess`)).toBe(true);
});

test.each(["key/a_b", "key/a b", "key/", "alias/ecr", "key/*"])("%s is not a KMS key", (resource) => {
  expect(KEY_ARN.test(`arn:aws:kms:eu-west-1:111122223333:${resource}`)).toBe(false);
});

test.each([
  "arn:aws-xx:iam::111122223333:role/push",
  "arn:aws:iam::1111:role/push",
  "arn:aws:iam::111122223333:role/a b",
])("%s is not a role", (arn) => {
  expect(ROLE_ARN.test(arn)).toBe(false);
});
