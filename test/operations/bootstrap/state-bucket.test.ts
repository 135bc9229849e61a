import { type BackendArguments, type Environment } from "../../../src/model/environment";
import { stateBucketOf } from "../../../src/operations/bootstrap/state-bucket";
import { environment } from "../../support/environment";

function inS3(settings: BackendArguments, parts: Partial<Environment> = {}): Environment {
  const backend = { kind: "backend", name: "s3", settings: { bucket: "acme-state", region: "eu-west-1", ...settings } };
  return environment({ state: backend as Environment["state"], ...parts });
}

test("the bucket is in the environment's account, with what the backend says", () => {
  expect(stateBucketOf(inS3({ kms_key_id: "alias/state", profile: "state", region: "cn-north-1" }), [])).toEqual({
    environment: "test",
    bucket: "acme-state",
    account: "111122223333",
    region: "cn-north-1",
    partition: "aws-cn",
    kmsKeyId: "alias/state",
    profile: "state",
    roleArn: undefined,
    endpoint: undefined,
    usePathStyle: false,
    sharedWith: [],
  });
});

test("a role of the state decides the account, and --account before it", () => {
  const assumed = inS3({ assume_role: { role_arn: "arn:aws:iam::444455556666:role/state" } });
  expect(stateBucketOf(assumed, []).account).toBe("444455556666");
  expect(stateBucketOf(assumed, [], "777788889999").account).toBe("777788889999");
});

test("environments that share the bucket are found, with their accounts and keys", () => {
  const dev = inS3({});
  const all = [
    dev,
    inS3({ kms_key_id: "alias/p" }, { name: "prod", location: { account: "444455556666", region: "eu-west-1" } }),
    inS3({ bucket: "another" }, { name: "stage" }),
    inS3({ endpoints: { s3: "https://minio.example.com" } }, { name: "minio" }),
    environment({ name: "local" }),
  ];
  expect(stateBucketOf(dev, all).sharedWith).toEqual([{ name: "prod", account: "444455556666", kmsKeyId: "alias/p" }]);
});

test("an endpoint of AWS is accepted, and no other", () => {
  const endpoint = "https://bucket.vpce-1a2b.s3.eu-west-1.vpce.amazonaws.com";
  expect(stateBucketOf(inS3({ endpoints: { s3: endpoint } }), []).endpoint).toBe(endpoint);
  for (const other of ["https://minio.example.com", "https://amazonaws.com.example.com", "http://localhost:9000"]) {
    expect(() => stateBucketOf(inS3({ endpoints: { s3: other } }), [])).toThrow(
      `test: expected a bucket in Amazon S3, found the S3-compatible store ${other} (state.s3.endpoint). Create the bucket acme-state with that store's tools`,
    );
  }
});

test.each<[string, Environment["state"], string]>([
  [
    "cloud",
    { kind: "cloud", organization: "acme" },
    "found Terraform Cloud (organization acme), which does not need a bucket",
  ],
  ["local", { kind: "backend", name: "local", settings: {} }, "found state in local files, which do not need a bucket"],
  ["gcs", { kind: "backend", name: "gcs", settings: {} }, "found the backend gcs, which this command cannot set up"],
])("a state in %s needs no bucket", (_, state, message) => {
  expect(() => stateBucketOf(environment({ state }), [])).toThrow(message);
});
