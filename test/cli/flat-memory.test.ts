import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  type DescribeImagesCommandOutput,
  type ImageDetail,
} from "@aws-sdk/client-ecr";
import { STSClient } from "@aws-sdk/client-sts";
import { candidatesFromAws } from "../../src/cli/adopt/from-aws";
import { examineRepositories } from "../../src/cli/doctor/repositories";
import { readStatus } from "../../src/cli/status/read-status";
import { type Counter } from "../../src/cli/support/counter";
import { environment, repository } from "../support/environment";

const REPOSITORIES = 2000;
const PAGES = 3;
const IMAGES_A_PAGE = 10;
const MEGABYTE = 2 ** 20;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const names = Array.from({ length: REPOSITORIES }, (_, index) => `team/service-${index}`);
const DEV = environment({ repositories: names.map((name) => repository(name)) });

/** A registry of many repositories, each with several pages of images, that answers in this process. */
class Registry {
  images = 0;
  mostAtOnce = 0;
  /** Bytes that are held, each time after another 500 repositories. */
  readonly held: number[] = [];
  private atOnce = 0;
  private listed = 0;

  /** Answers a request a turn later, like all that go out at the same time. */
  async answer(command: unknown): Promise<object> {
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    await turn();
    this.atOnce -= 1;
    if (command instanceof DescribeRepositoriesCommand) return this.repositories(command.input.nextToken);
    if (command instanceof DescribeImagesCommand)
      return this.page(command.input.repositoryName, command.input.nextToken);
    if (command instanceof GetLifecyclePolicyCommand) throw named("LifecyclePolicyNotFoundException");
    if (command instanceof GetRepositoryPolicyCommand) throw named("RepositoryPolicyNotFoundException");
    if (command instanceof ListTagsForResourceCommand) return { tags: [] };
    return {};
  }

  private repositories(token = "0"): object {
    const start = Number(token);
    const page = names.slice(start, start + 1000).map((repositoryName) => ({
      repositoryName,
      registryId: DEV.location.account,
      repositoryArn: `arn:aws:ecr:eu-west-1:${DEV.location.account}:repository/${repositoryName}`,
      repositoryUri: `${DEV.location.account}.dkr.ecr.eu-west-1.amazonaws.com/${repositoryName}`,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: "AES256" },
    }));
    const next = start + page.length;
    return { repositories: page, ...(next < REPOSITORIES ? { nextToken: String(next) } : {}) };
  }

  private page(repositoryName = "", token = "0"): Partial<DescribeImagesCommandOutput> {
    const page = Number(token);
    if (page === 0) this.begin();
    const imageDetails = Array.from({ length: IMAGES_A_PAGE }, (_, index): ImageDetail => {
      this.images += 1;
      return {
        registryId: DEV.location.account,
        repositoryName,
        imageDigest: `sha256:${String(this.images).padStart(64, "0")}`,
        imageTags: [`v${page}.${index}`],
        imageSizeInBytes: 1000,
        imagePushedAt: new Date(1_700_000_000_000 + this.images * 1000),
        imageManifestMediaType: "application/vnd.oci.image.manifest.v1+json",
        imageScanStatus: { status: "COMPLETE" },
        imageScanFindingsSummary: { findingSeverityCounts: {} },
      };
    });
    return { imageDetails, ...(page + 1 < PAGES ? { nextToken: String(page + 1) } : {}) };
  }

  private begin(): void {
    this.listed += 1;
    if (this.listed % (REPOSITORIES / 4) !== 0) return;
    collect();
    this.held.push(process.memoryUsage().heapUsed);
  }

  /** Bytes that are held at the end and were not after the first quarter. */
  get growth(): number {
    return (this.held.at(-1) ?? 0) - (this.held[0] ?? 0);
  }
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name });
}

const QUIET: Counter = { update: () => undefined, end: () => undefined, log: () => undefined };
const signal = new AbortController().signal;
let registry: Registry;

/** Not by a spy of Jest's: that keeps every answer. */
function answers(client: object, send: (command: unknown) => Promise<object>): void {
  Object.defineProperty(client, "send", { configurable: true, value: send });
}

beforeEach(() => {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";
  registry = new Registry();
  answers(ECRClient.prototype, (command) => registry.answer(command));
  const { account } = DEV.location;
  answers(STSClient.prototype, () => Promise.resolve({ Account: account, Arn: `arn:aws:iam::${account}:user/me` }));
});

afterEach(() => {
  // What the prototypes inherit is there again.
  for (const { prototype } of [ECRClient, STSClient]) Reflect.deleteProperty(prototype, "send");
});

/** The images of three quarters of the repositories take some 14 MB, where somebody keeps them. */
const MOST_GROWTH = 6 * MEGABYTE;

test("status reads 2,000 repositories a few at a time, and keeps the images of none", async () => {
  const { repositories: statuses } = await readStatus(DEV, { names: [], progress: QUIET, signal });
  expect(statuses.map(({ state, imageCount }) => `${state} ${imageCount ?? 0}`)).toEqual(
    names.map(() => `ready ${PAGES * IMAGES_A_PAGE}`),
  );
  expect(registry.images).toBe(REPOSITORIES * PAGES * IMAGES_A_PAGE);
  expect(registry.mostAtOnce).toBeGreaterThan(4);
  // Eight repositories, each asked for two policies, tags and images.
  expect(registry.mostAtOnce).toBeLessThanOrEqual(8 * 4);
  expect(registry.held).toHaveLength(4);
  expect(registry.growth).toBeLessThan(MOST_GROWTH);
});

test("doctor looks at 2,000 repositories a few at a time, and keeps the images of none", async () => {
  const client = new ECRClient({ region: "eu-west-1" });
  const { diagnoses } = await examineRepositories(client, {
    environment: DEV,
    declarationPlace: () => undefined,
    now: new Date("2026-01-01T00:00:00Z"),
    log: () => undefined,
    onProgress: () => undefined,
    signal,
  });
  expect(diagnoses.length).toBeGreaterThan(0);
  expect(registry.images).toBe(REPOSITORIES * PAGES * IMAGES_A_PAGE);
  // Four repositories, each asked for two policies and tags, or for images.
  expect(registry.mostAtOnce).toBeLessThanOrEqual(4 * 3);
  expect(registry.held).toHaveLength(4);
  expect(registry.growth).toBeLessThan(MOST_GROWTH);
});

test("adopt reads the policies and tags of 2,000 repositories a few at a time, and no image", async () => {
  const choose = (all: readonly string[]) => ({ taken: all, skipped: [] });
  const { candidates } = await candidatesFromAws(DEV, { choose, registry: false }, signal);
  expect(candidates.found).toHaveLength(REPOSITORIES);
  expect(registry.images).toBe(0);
  expect(registry.mostAtOnce).toBeGreaterThan(4);
  expect(registry.mostAtOnce).toBeLessThanOrEqual(8 * 3);
});
