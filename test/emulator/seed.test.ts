import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DescribeRegistryCommand, ECRClient } from "@aws-sdk/client-ecr";
import { DescribeClusterCommand, EKSClient } from "@aws-sdk/client-eks";
import { GetBucketLocationCommand, S3Client } from "@aws-sdk/client-s3";
import { clientConfig, embeddedEnv, type ClientConfig } from "../../src/emulator/emulator-env";
import { startMotoServer, type MotoServer } from "../../src/emulator/moto-server";
import { hasBucket, seedEmulator } from "../../src/emulator/seed";

jest.setTimeout(60_000);

let folder: string;
let server: MotoServer;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "seed-"));
  server = await startMotoServer({ account: "210987654321", cacheFolder: folder, env: process.env });
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

function config(region: string): ClientConfig {
  return clientConfig(embeddedEnv({}, { endpoint: server.endpoint, region }));
}

test("the emulator has the account that it was started with", async () => {
  const { registryId } = await new ECRClient(config("eu-west-1")).send(new DescribeRegistryCommand({}));
  expect(registryId).toBe("210987654321");
});

test("seeding creates the bucket and the clusters once, and returns their issuers both times", async () => {
  const seed = { stateBucket: "state", eksClusters: ["one", "two"] };
  const first = await seedEmulator(config("eu-west-1"), seed);
  expect(first.created).toEqual(["state", "one", "two"]);
  expect(first.issuers["one"]).toMatch(/^https:\/\/oidc\.eks\.eu-west-1\.amazonaws\.com\/id\/\w+$/);
  expect(await seedEmulator(config("eu-west-1"), seed)).toEqual({ created: [], issuers: first.issuers });

  const { cluster } = await new EKSClient(config("eu-west-1")).send(new DescribeClusterCommand({ name: "two" }));
  expect(cluster?.identity?.oidc?.issuer).toBe(first.issuers["two"]);
});

test.each([
  ["us-east-1", undefined],
  ["eu-west-1", "eu-west-1"],
])("a bucket in %s is made there", async (region, location) => {
  await seedEmulator(config(region), { stateBucket: `state-${region}`, eksClusters: [] });
  const s3 = new S3Client({ ...config(region), forcePathStyle: true });
  const { LocationConstraint } = await s3.send(new GetBucketLocationCommand({ Bucket: `state-${region}` }));
  expect(LocationConstraint).toBe(location);
});

test("without a bucket and clusters, nothing is created", async () => {
  expect(await seedEmulator(config("eu-west-1"), { eksClusters: [] })).toEqual({ created: [], issuers: {} });
});

test("a bucket that was not created does not exist", async () => {
  expect(await hasBucket(config("eu-west-1"), "absent")).toBe(false);
});

test("an emulator that does not respond causes an error and does not count as a missing bucket", async () => {
  const nowhere = { ...config("eu-west-1"), endpoint: "http://127.0.0.1:1" };
  await expect(hasBucket(nowhere, "absent")).rejects.toThrow("ECONNREFUSED");
});
