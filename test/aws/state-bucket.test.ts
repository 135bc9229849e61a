import { changeStateBucket } from "../../src/aws/change-state-bucket";
import { readStateBucket, stateBucketClient, stateCaller } from "../../src/aws/state-bucket";
import { type BucketFacts } from "../../src/operations/bootstrap/plan";
import { type StateBucket } from "../../src/operations/bootstrap/state-bucket";
import { SDK_WARNING_DISABLED } from "../../src/cli/support/sdk-warning";
import { environment } from "../support/environment";
import { s3Error, s3Service, type S3Answer, type S3Request } from "../support/s3-service";

const TARGET: StateBucket = {
  environment: "test",
  bucket: "acme-state",
  account: "111122223333",
  region: "eu-west-1",
  partition: "aws",
  usePathStyle: true,
  sharedWith: [],
};
const caller = stateCaller(environment(), TARGET);
const variables = { ...process.env };

beforeEach(() => {
  process.env = { ...variables, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  process.env[SDK_WARNING_DISABLED] = "true";
});

afterEach(() => {
  process.env = variables;
});

type Client = Awaited<ReturnType<typeof stateBucketClient>>;

async function withS3<T>(answer: (request: S3Request) => S3Answer, work: (client: Client) => Promise<T>) {
  const service = await s3Service(answer);
  process.env["AWS_ENDPOINT_URL"] = service.url;
  const client = await stateBucketClient(caller, TARGET, { maxAttempts: 1 });
  try {
    return { result: await work(client), operations: service.operations };
  } finally {
    client.destroy();
    await service.stop();
  }
}

async function read(answer: (request: S3Request) => S3Answer): Promise<BucketFacts | undefined> {
  return (await withS3(answer, (client) => readStateBucket(client, caller, TARGET))).result;
}

/** What S3 answers for a bucket without any setting. */
const NOTHING: Readonly<Record<string, S3Answer>> = {
  "GET ownershipControls": s3Error(404, "OwnershipControlsNotFoundError"),
  "GET publicAccessBlock": s3Error(404, "NoSuchPublicAccessBlockConfiguration"),
  "GET encryption": s3Error(404, "ServerSideEncryptionConfigurationNotFoundError"),
  "GET versioning": { body: "<VersioningConfiguration/>" },
  "GET policy": s3Error(404, "NoSuchBucketPolicy"),
  "GET lifecycle": s3Error(404, "NoSuchLifecycleConfiguration"),
};
const bare = ({ operation }: S3Request): S3Answer => NOTHING[operation] ?? {};

test("a bucket that does not exist is not an error, and one without settings has none", async () => {
  expect(await read(() => ({ status: 404 }))).toBeUndefined();
  expect(await read(bare)).toEqual({ publicAccess: {}, rules: [] });
});

test("every missing permission is named at once", async () => {
  const denied = read((request) =>
    /^GET (?:policy|versioning)$/.test(request.operation) ? s3Error(403, "AccessDenied") : bare(request),
  );
  await expect(denied).rejects.toMatchObject({
    kind: "denied",
    message: [
      "test: cannot read the versioning of acme-state (s3:GetBucketVersioning): AccessDenied message. Request this permission in account 111122223333, eu-west-1",
      "test: cannot read the policy of acme-state (s3:GetBucketPolicy): AccessDenied message. Request this permission in account 111122223333, eu-west-1",
    ].join("\n"),
  });
});

test("another account's bucket and a missing permission are distinguished as far as AWS allows", async () => {
  await expect(read(({ owner }) => ({ status: owner === undefined ? 200 : 403 }))).rejects.toThrow(
    "test: expected the bucket acme-state in account 111122223333, found this bucket in a different account",
  );
  await expect(read(() => ({ status: 403 }))).rejects.toThrow(
    "test: cannot look for the bucket acme-state (s3:ListBucket): AWS denies access. If the bucket belongs to another account, choose a different name in state.s3.bucket. Otherwise, request s3:ListBucket on arn:aws:s3:::acme-state for your identity in account 111122223333",
  );
});

test("a bucket in another region is reported with its region", async () => {
  const headers = { "x-amz-bucket-region": "us-west-2" };
  for (const status of [200, 301, 403]) {
    await expect(read(() => ({ status, headers }))).rejects.toThrow(
      "test: expected the bucket acme-state in eu-west-1, found it in us-west-2. Set state.s3.region to us-west-2",
    );
  }
});

test("a name that another account uses cannot be created; one that this account has is", async () => {
  const create = (code: string) =>
    withS3(
      ({ operation }) => (operation === "PUT" ? s3Error(409, code) : {}),
      (client) => changeStateBucket(client, caller, TARGET, "bucket", { days: 90 }),
    );
  await expect(create("BucketAlreadyExists")).rejects.toThrow(
    "test: expected an unused bucket name, found acme-state, which another account uses",
  );
  expect((await create("BucketAlreadyOwnedByYou")).operations).toEqual(["PUT", "HEAD"]);
});

test("a change that AWS denies names its permission", async () => {
  const change = withS3(
    () => s3Error(403, "AccessDenied"),
    (client) => changeStateBucket(client, caller, TARGET, "publicAccess", { days: 90 }),
  );
  await expect(change).rejects.toThrow(
    "test: cannot block public access of acme-state (s3:PutBucketPublicAccessBlock): AccessDenied message. Request",
  );
});

test("the state's own credentials are used, not those of the AWS provider", () => {
  const provider = { profile: "deploy", endpoints: { s3: "http://localhost:1" } };
  const target = { ...TARGET, roleArn: "arn:aws:iam::111122223333:role/state", region: "us-east-1" };
  expect(stateCaller(environment({ provider }), target)).toMatchObject({
    location: { account: "111122223333", region: "us-east-1" },
    provider: { profile: undefined, assumeRole: { roleArn: target.roleArn }, endpoints: {} },
  });
});
