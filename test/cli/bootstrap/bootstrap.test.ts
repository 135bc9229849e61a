import { registerBootstrap } from "../../../src/cli/bootstrap/command";
import { bucketAwsCli } from "../../../src/cli/bootstrap/aws-cli";
import { bootstrapText } from "../../../src/cli/bootstrap/report";
import { bucketTerraform } from "../../../src/cli/bootstrap/terraform";
import { planBucket } from "../../../src/operations/bootstrap/plan";
import { type StateBucket } from "../../../src/operations/bootstrap/state-bucket";
import { SDK_WARNING_DISABLED } from "../../../src/cli/support/sdk-warning";
import { Project } from "../../support/cli/lifecycle";
import { terraformFmt } from "../../support/hcl/terraform-fmt";
import { s3Error, s3Service, type S3Answer, type S3Request } from "../../support/s3-service";

const ROLE = "arn:aws:iam::111122223333:role/state";
const PLAIN: StateBucket = {
  environment: "dev",
  bucket: "acme-state",
  account: "111122223333",
  region: "us-east-1",
  partition: "aws",
  usePathStyle: false,
  sharedWith: [],
};
const FULL: StateBucket = {
  ...PLAIN,
  region: "eu-west-1",
  kmsKeyId: "alias/state",
  profile: "it's",
  roleArn: ROLE,
  endpoint: "https://bucket.vpce-1a2b.s3.eu-west-1.vpce.amazonaws.com",
};

test("the Terraform is formatted as terraform fmt does, and says key, role and endpoint", () => {
  const texts = [bucketTerraform(PLAIN, 90), bucketTerraform(FULL, 30)];
  expect(terraformFmt(texts)).toEqual(texts);
  const [plain = "", full = ""] = texts;
  expect(plain).toContain('sse_algorithm = "AES256"');
  expect(plain).not.toMatch(/assume_role|endpoints|profile|bucket_key_enabled/);
  for (const line of [
    'kms_master_key_id = "alias/state"',
    "bucket_key_enabled = true",
    `role_arn = "${ROLE}"`,
    `s3 = "${FULL.endpoint ?? ""}"`,
    "noncurrent_days = 30",
  ]) {
    expect(full.replace(/\s+/g, " ")).toContain(line);
  }
});

test("the commands for us-east-1 have no location, and those elsewhere have one", () => {
  expect(bucketAwsCli(PLAIN, 90)).toContain(
    '[ "$(aws sts get-caller-identity --query Account --output text --region us-east-1)" = 111122223333 ] &&\n' +
      "  aws s3api create-bucket --bucket acme-state --region us-east-1\n",
  );
  const full = bucketAwsCli(FULL, 90);
  expect(full).toContain("--create-bucket-configuration LocationConstraint=eu-west-1\n");
  expect(full).toContain(`# Run this with credentials for ${ROLE}.\n`);
  expect(full).toContain(`--region eu-west-1 --profile 'it'\\''s' --endpoint-url ${FULL.endpoint ?? ""}`);
  expect(full).toContain('{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"alias/state"},"BucketKeyEnabled":true}');
});

test("a setting that is not changed shows what the bucket has", () => {
  const facts = { publicAccess: {}, rules: [], encryption: { algorithm: "aws:kms" }, ownership: "ObjectWriter" };
  const lines = bootstrapText({ target: PLAIN, exists: true, settings: planBucket(PLAIN, facts, 90), remarks: [] });
  expect(lines).toContain("  ok      encryption        SSE-KMS with the key aws/s3\n");
  expect(lines).toContain("  change  object ownership  expected BucketOwnerEnforced, found ObjectWriter\n");
});

const ask = jest.fn<Promise<boolean>, [{ readonly message: string }]>();
jest.mock("@inquirer/prompts", () => ({ confirm: (question: { readonly message: string }) => ask(question) }));

describe("in AWS", () => {
  const IDENTITY =
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/me</Arn>" +
    "<UserId>me</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
  const project = new Project(registerBootstrap);
  const variables = { ...process.env };

  beforeAll(() => {
    const file = (state: string): string => `account: "111122223333"\nregion: eu-west-1\nstate: ${state}\n`;
    project.write("environments/dev/environment.yaml", file("{ s3: { bucket: acme-state } }"));
    project.write("environments/own/environment.yaml", file("{ local: {} }"));
  });

  afterEach(() => {
    process.env = { ...variables };
  });

  afterAll(() => {
    project.remove();
  });

  async function bootstrap(answer: (request: S3Request) => S3Answer, ...args: readonly string[]) {
    const service = await s3Service((request) => (request.operation === "POST" ? { body: IDENTITY } : answer(request)));
    process.env = {
      ...variables,
      AWS_ENDPOINT_URL: service.url,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      [SDK_WARNING_DISABLED]: "true",
    };
    try {
      return { ...(await project.run("bootstrap", "dev", ...args)), operations: service.operations };
    } finally {
      await service.stop();
    }
  }

  test("a failed step is reported with what is done, and what is left", async () => {
    let created = false;
    const ran = await bootstrap(({ operation }) => {
      if (operation === "PUT") created = true;
      if (operation === "HEAD") return { status: created ? 200 : 404 };
      return operation === "PUT encryption" ? s3Error(403, "AccessDenied") : {};
    }, "--yes");
    expect(ran.error).toContain("cannot set the encryption of acme-state (s3:PutEncryptionConfiguration)");
    expect(ran.stderr).toBe(
      "Done so far: bucket, object ownership, public access. Not done: encryption, versioning, TLS, old versions. To continue, run the command again.\n",
    );
    expect(ran.operations.at(-1)).toBe("PUT encryption");
  });

  test("without a terminal and without --yes, nothing is written, and the plan is printed", async () => {
    const ran = await bootstrap(() => ({ status: 404 }), "-o", "json");
    expect(JSON.parse(ran.stdout)).toMatchObject({ bucket: "acme-state", exists: false, applied: false });
    expect(ran.error).toContain("dev: nothing was changed, because there is no terminal for the confirmation");
    expect(ran.operations.filter((operation) => operation.startsWith("PUT"))).toEqual([]);
  });

  describe("on a terminal", () => {
    const streams = [process.stdin, process.stderr];
    const before = streams.map(({ isTTY }) => isTTY);
    beforeEach(() => {
      for (const stream of streams) stream.isTTY = true;
    });
    afterEach(() => {
      streams.forEach((stream, index) => (stream.isTTY = before[index] ?? false));
    });

    test("nothing is written after a no, nor after a yes to something that changed meanwhile", async () => {
      const empty = ({ operation }: S3Request): S3Answer =>
        operation === "GET policy" ? s3Error(404, "NoSuchBucketPolicy") : {};
      ask.mockResolvedValueOnce(false);
      const declined = await bootstrap(empty);
      expect(ask).toHaveBeenCalledWith(expect.objectContaining({ message: "Change 6 settings of acme-state?" }));
      let versioned = false;
      ask.mockImplementationOnce(() => Promise.resolve((versioned = true)));
      const outdated = await bootstrap((request) =>
        versioned && request.operation === "GET versioning"
          ? { body: "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>" }
          : empty(request),
      );
      const oneLine = (text = ""): string => text.replace(/\s+/g, " ");
      expect(oneLine(declined.error)).toBe("dev: nothing was changed, because you did not confirm.");
      expect(oneLine(outdated.error)).toBe(
        "dev: nothing was changed, because acme-state changed after the list was shown. Run the command again.",
      );
      const operations = [...declined.operations, ...outdated.operations];
      expect(operations.filter((operation) => operation.startsWith("PUT"))).toEqual([]);
    });
  });

  test("an environment without a bucket says what to do instead, and options are checked", async () => {
    expect((await project.run("bootstrap", "own")).error).toContain(
      "found state in local files, which do not need a bucket",
    );
    expect((await project.run("bootstrap", "dev", "--expire-after", "0")).error).toContain("from 1 to 36500");
    expect((await project.run("bootstrap", "dev", "--account", "1")).error).toContain("12-digit account ID");
  });
});
