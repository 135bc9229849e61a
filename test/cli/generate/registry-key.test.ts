import { noticesOf } from "../../support/cli/notices";
import { repository } from "../../support/environment";

test("a registry key that is no longer declared is named until it is listed", () => {
  const before = { registry: { key: { alias: "alias/ecr" } } };
  const notice =
    "test-registry: the registry's key is no longer declared, but it is protected, because AWS cannot read images without their key. " +
    "Terraform rejects the next plan. To leave the key in KMS, list key:registry under removed in the environment test; " +
    "to have KMS delete it, list it under released (docs/registry-settings.md).";
  expect(noticesOf(before, {})).toEqual([notice]);
  expect(noticesOf(before, before)).toEqual([]);
  expect(noticesOf(before, { removed: ["key:registry"] })).toEqual([]);
  expect(noticesOf(before, { released: ["key:registry"] })).toEqual([]);
});

test("a repository that looks up the alias of the former key is not replaced, and one with another alias is", () => {
  const encrypted = (kmsKey: string) => [
    repository("team/api", { encryptionConfiguration: { encryptionType: "KMS", kmsKey } }),
  ];
  const before = { registry: { key: { alias: "alias/ecr" } }, repositories: encrypted("alias/ecr") };
  const removed = ["key:registry"];
  expect(noticesOf(before, { repositories: encrypted("alias/ecr"), removed })).toEqual([]);
  expect(noticesOf(before, { repositories: encrypted("alias/other"), removed })).toEqual([
    expect.stringContaining("team/api has new encryption settings") as string,
  ]);
});

test("a region that gets another key still has to forget its own", () => {
  const { registry } = { registry: { key: { alias: "alias/ecr" } } };
  const region = { region: "us-east-1", imports: [] };
  const before = { registry, regions: [region] };
  const own = { ...region, kmsKey: "alias/other" };
  expect(noticesOf(before, { registry, regions: [own] })).toEqual([
    expect.stringContaining("list key:registry under removed in regions.us-east-1 of test;") as string,
  ]);
  expect(noticesOf(before, { registry, regions: [{ ...own, removed: ["key:registry"] }] })).toEqual([]);
});
