import { createHash } from "node:crypto";
import { CreateRepositoryCommand, ECRClient, PutImageCommand } from "@aws-sdk/client-ecr";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { type Command } from "commander";
import { registerCost } from "../../src/cli/cost/command";
import { registerLifecycle } from "../../src/cli/lifecycle/command";
import { Project } from "../support/cli/lifecycle";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { FaultyProxy } from "../support/e2e/faulty-proxy";

const REGION = "eu-west-2";
const emulator = sharedEmulator(REGION);
const IMAGE = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";
const SIZE = 2 ** 30;
const LATER = ["--now", "2099-01-01"];

/** An image as a client pushes it; the emulator takes the configuration's size for the image's. */
function manifest(layer: string): string {
  const part = (text: string) => ({ mediaType: "application/octet-stream", size: SIZE, digest: digestOf(text) });
  return JSON.stringify({ schemaVersion: 2, mediaType: IMAGE, config: part("config"), layers: [part(layer)] });
}

function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

async function push(client: ECRClient, imageManifest: string, imageManifestMediaType: string, imageTag?: string) {
  const imageDigest = digestOf(imageManifest);
  const repositoryName = "live/api";
  await client.send(
    new PutImageCommand({ repositoryName, imageManifest, imageManifestMediaType, imageTag, imageDigest }),
  );
  return imageDigest;
}

let variables: NodeJS.ProcessEnv;
let project: Project;
let part: string;
let list: string;

beforeAll(async () => {
  variables = { ...process.env };
  process.env = { ...emulator.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
  const client = new ECRClient(emulator.config);
  await client.send(new CreateRepositoryCommand({ repositoryName: "live/api" }));
  part = await push(client, manifest("part"), IMAGE);
  await push(client, manifest("loose"), IMAGE);
  await push(client, manifest("pull"), IMAGE, "pr-1");
  const manifests = [{ mediaType: IMAGE, size: 100, digest: part }];
  list = await push(client, JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }), INDEX, "v1");
  client.destroy();
});

afterAll(() => {
  process.env = variables;
});

beforeEach(() => {
  project = new Project((program: Command, root: string) => {
    registerLifecycle(program, root);
    registerCost(program, root);
  });
  environment("");
  project.write(
    "environments/dev/repositories/live.yaml",
    `repositories:
  - repositoryName: live/api
    lifecyclePolicy:
      protect: ["v*"]
      expire: { tagPatterns: ["pr-*"], afterDays: 14 }
      expireUntagged: { afterDays: 7 }
  - repositoryName: live/planned
    lifecyclePolicy: { keepNewest: 3 }
`,
  );
});

afterEach(() => {
  project.remove();
});

function environment(provider: string, account = EMULATED_ACCOUNT): void {
  const text = `account: "${account}"\nregion: ${REGION}\nstate: { local: {} }\n${provider}`;
  project.write("environments/dev/environment.yaml", text);
}

interface Shown {
  readonly decisions: readonly {
    readonly imageDigest: string;
    readonly imageTags: readonly string[];
    readonly action: string;
    readonly reason: string;
  }[];
}

async function previewed(): Promise<Shown> {
  const { stdout, error } = await project.run("lifecycle", "preview", "dev", "live/api", ...LATER, "-o", "json");
  if (error !== undefined) throw new Error(error);
  return JSON.parse(stdout) as Shown;
}

test("what a repository's own words do to the images in the registry, parts of manifest lists kept", async () => {
  const { decisions } = await previewed();
  const fates = decisions.map(({ imageDigest, imageTags, action }) => [imageTags[0] ?? imageDigest, action]);
  expect(Object.fromEntries(fates)).toEqual({
    v1: "keep",
    [part]: "keep",
    [digestOf(manifest("loose"))]: "expire",
    "pr-1": "expire",
  });
  expect(decisions.find(({ imageDigest }) => imageDigest === part)?.reason).toContain(
    `it is part of the manifest list ${list} (v1), which is kept`,
  );
});

test("what the registry's images cost before and after, and which repositories are not there yet", async () => {
  const { stdout, error } = await project.run("cost", "dev", ...LATER, "-o", "json");
  expect(error).toBeUndefined();
  expect(JSON.parse(stdout)).toMatchObject({
    repositories: [
      {
        repository: "live/api",
        hasPolicy: true,
        now: { images: 4, bytes: 3 * SIZE, cost: expect.closeTo(0.3) },
        after: { images: 2, bytes: SIZE, cost: expect.closeTo(0.1) },
      },
    ],
    notes: expect.arrayContaining(["live/planned is not deployed yet, so it costs nothing."]),
  });
});

test("layers that images share cost once, where the registry is asked for them", async () => {
  const { stdout, error } = await project.run("cost", "dev", "--layers", ...LATER, "-o", "json");
  expect(error).toBeUndefined();
  // One configuration for all, and a layer for each of three images; only one image stays.
  expect(JSON.parse(stdout)).toMatchObject({
    totals: { now: { bytes: 4 * SIZE }, after: { bytes: 2 * SIZE } },
    notes: expect.arrayContaining(["Layers that are shared within a repository are counted once, as AWS bills them."]),
  });
});

test("the environment's role is assumed, as Terraform does", async () => {
  const iam = new IAMClient(emulator.config);
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: "live", AssumeRolePolicyDocument: JSON.stringify({ Statement: [] }) }),
  );
  iam.destroy();
  const proxy = await FaultyProxy.start(emulator.endpoint, () => undefined);
  try {
    const endpoints = `endpoints: { ecr: "${proxy.endpoint}", sts: "${proxy.endpoint}" }`;
    environment(`provider: { assumeRole: { roleArn: "${Role?.Arn ?? ""}" }, ${endpoints} }\n`);
    expect((await previewed()).decisions).toHaveLength(4);
    // The one without a name is of STS, whose protocol does not say it in a header.
    expect(proxy.operations).toEqual(["", "DescribeImages", "BatchGetImage"]);
  } finally {
    await proxy.stop();
  }
});

test("a repository that is not there is told as that", async () => {
  const { error } = await project.run("lifecycle", "preview", "dev", "live/planned");
  expect(error).toBe(
    `account ${EMULATED_ACCOUNT} does not have a repository live/planned in ${REGION}. Deploy dev first, or pass --images <file>`,
  );
});

test.each([[["lifecycle", "preview", "dev", "live/api"]], [["cost", "dev"]]])(
  "no credentials are told as that: %p",
  async (command) => {
    const { AWS_ACCESS_KEY_ID, ...rest } = process.env;
    process.env = rest;
    const { error, stdout } = await project.run(...command);
    process.env["AWS_ACCESS_KEY_ID"] = AWS_ACCESS_KEY_ID;
    expect(error).toMatch(
      /^dev: cannot list the images of live\/\w+ \(ecr:DescribeImages, ecr:BatchGetImage\): no valid AWS credentials/,
    );
    expect(stdout).toBe("");
  },
);
