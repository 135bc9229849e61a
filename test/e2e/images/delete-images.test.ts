import { EMULATED_ACCOUNT } from "../../support/e2e/emulator";
import { type AwsRequest, type Fault } from "../../support/e2e/faulty-proxy";
import { covered, ImageBench } from "../../support/e2e/images";
import { LIST_TYPE } from "../../support/e2e/scan-gate";

let bench: ImageBench;

beforeAll(() => {
  bench = new ImageBench();
});

afterAll(() => {
  bench.dispose();
});

/** AWS's answer that refuses each image whose digest is given, after the emulator deleted nothing. */
function refusing(refused: readonly string[]): (request: AwsRequest) => Fault | undefined {
  return ({ operation, body }) => {
    if (operation !== "BatchDeleteImage") return undefined;
    const { imageIds } = JSON.parse(body) as { imageIds: { imageDigest: string }[] };
    const failed = imageIds.filter(({ imageDigest }) => refused.includes(imageDigest));
    if (failed.length === 0) return undefined;
    const failures = failed.map((imageId) => ({
      imageId,
      failureCode: "ImageReferencedByManifestList",
      failureReason: "Requested image referenced by manifest list",
    }));
    return { status: 200, body: { imageIds: [], failures } };
  };
}

test("lists the images, and deletes exactly the expected number", async () => {
  const name = "images/some";
  await bench.repository(name, "pr-1", "pr-2", "v1");
  const args = ["delete-images", "gate", name, "--tag", "pr-*", "--yes"];
  const refused = await bench.run(...args);
  expect(refused.error).toMatch(/^--yes: expected --expect-count <number>, or only --digest, found neither/);
  const wrong = await bench.run(...args, "--expect-count", "3");
  expect(wrong.error).toBe(`--expect-count: expected to delete 3 images of ${name}, found 2. Nothing was deleted`);
  expect(await bench.left(name)).toEqual(["pr-1", "pr-2", "v1"]);
  const { stdout, error } = await bench.run(...args, "--expect-count", "2");
  expect(error).toBeUndefined();
  expect(stdout).toMatch(/^gate images\/some \(account 123456789012, ap-southeast-2\)\n\nTo delete: 2 images, /);
  expect(stdout).toContain("It is not known which images are in use: gate: cannot query Amazon Inspector");
  expect(stdout).toMatch(/\nimages\/some: 2 images deleted\.\n$/);
  expect(await bench.left(name)).toEqual(["v1"]);
});

test("without a terminal or with --dry-run, nothing is deleted", async () => {
  const name = "images/shown";
  await bench.repository(name, "v1");
  const asked = await bench.run("delete-images", "gate", name, "--tag", "v1");
  expect(asked.error).toContain("nothing was deleted, because there is no terminal for the confirmation");
  const dry = await bench.run("delete-images", "gate", name, "--tag", "v1", "--dry-run", "-o", "json");
  expect(dry).toMatchObject({ error: undefined, exitCode: 0 });
  expect(dry.stderr).toContain("This deletes every image of images/shown.");
  expect(JSON.parse(dry.stdout)).toMatchObject({
    environment: "gate",
    account: EMULATED_ACCOUNT,
    repository: name,
    images: [{ digest: expect.stringMatching(/^sha256:/), tags: ["v1"] }],
    kept: [],
    deleted: [],
    remaining: [expect.stringMatching(/^sha256:/)],
  });
  expect(await bench.left(name)).toEqual(["v1"]);
});

test("images in use stay, unless their digest names them", async () => {
  const name = "images/used";
  const { v1 = "", v2 = "" } = await bench.repository(name, "v1", "v2");
  const uses = [covered(name, v1, 2), covered(name, v2, 0)];
  const args = ["delete-images", "gate", name, "--yes"];
  const all = await bench.inspected(uses, [...args, "--tag", "*", "--expect-count", "1"]);
  expect(all.stdout).toContain("(v1): it is in use (2 tasks and pods). To delete it anyway, pass its digest");
  expect(await bench.left(name)).toEqual(["v1"]);
  const named = await bench.inspected(uses, [...args, "--digest", v1]);
  expect(named.stdout).toContain("Warning: 1 image is in use: v1 (2 tasks and pods).");
  expect(await bench.left(name)).toEqual([]);
});

test("a multi-platform image is deleted with its parts", async () => {
  const name = "images/list";
  const { amd = "", arm = "" } = await bench.repository(name, "amd", "arm");
  const platform = (architecture: string): object => ({ os: "linux", architecture });
  const manifests = [
    { mediaType: "application/vnd.oci.image.manifest.v1+json", digest: amd, size: 1, platform: platform("amd64") },
    { mediaType: "application/vnd.oci.image.manifest.v1+json", digest: arm, size: 1, platform: platform("arm64") },
  ];
  await bench.put(name, "v1", { manifests }, LIST_TYPE);
  const part = await bench.run("delete-images", "gate", name, "--digest", amd, "--yes");
  expect(part.error).toBe(`${amd}: it is part of the manifest list v1, which is not deleted`);
  await bench.run("delete-images", "gate", name, "--tag", "v1", "amd", "arm", "--expect-count", "3", "--yes");
  expect(await bench.left(name)).toEqual([]);
});

test("reports what was deleted when AWS refuses some images", async () => {
  const name = "images/refused";
  const tags = Array.from({ length: 102 }, (_, index) => `t${index}`);
  const digests = await bench.repository(name, ...tags);
  const refused = [digests["t100"] ?? "", digests["t101"] ?? ""];
  const { stdout, stderr, error } = await bench.inspected(
    [],
    ["delete-images", "gate", name, "--tag", "t*", "--expect-count", "102", "--yes", "-o", "json"],
    refusing(refused),
  );
  expect(stderr).toContain(`${name}: 100 of 102 images deleted, 2 left.`);
  expect(error).toContain(`AWS refused to delete images of ${name}: ${refused[0]}: Requested image referenced`);
  const { deleted, remaining } = JSON.parse(stdout) as { deleted: string[]; remaining: string[] };
  expect([deleted.length, remaining.sort()]).toEqual([100, refused.sort()]);
  expect(await bench.left(name)).toEqual(["t100", "t101"]);
});

test("an interrupt ends the deletion, and reports what was deleted", async () => {
  const name = "images/interrupted";
  await bench.repository(name, ...Array.from({ length: 101 }, (_, index) => `t${index}`));
  const { stderr, error } = await bench.inspected(
    [],
    ["delete-images", "gate", name, "--tag", "t*", "--expect-count", "101", "--yes"],
    ({ operation, before }) => {
      if (operation !== "BatchDeleteImage" || before === 0) return undefined;
      process.emit("SIGINT", "SIGINT");
      return { status: 200, stall: "headers" };
    },
  );
  expect(stderr).toContain(`${name}: 100 of 101 images deleted, 1 left.`);
  expect(error).toBe("interrupted (SIGINT)");
  expect(await bench.left(name)).toEqual(["t100"]);
});

test("stops if an image receives another tag before the deletion", async () => {
  const name = "images/moved";
  await bench.repository(name, "v1");
  let listings = 0;
  const { error } = await bench.inspected(
    [],
    ["delete-images", "gate", name, "--tag", "v1", "--expect-count", "1", "--yes"],
    ({ operation }) => {
      if (operation !== "DescribeImages" || (listings += 1) < 2) return undefined;
      const imageDetails = [
        {
          registryId: EMULATED_ACCOUNT,
          repositoryName: name,
          imageDigest: `sha256:${"0".repeat(64)}`,
          imageTags: ["v1"],
          imagePushedAt: 1,
        },
      ];
      return { status: 200, body: { imageDetails } };
    },
  );
  expect(error).toContain("nothing was deleted, because the images to delete have changed since they were listed");
  expect(await bench.left(name)).toEqual(["v1"]);
});

test.each([
  ["no selection", ["images/none"], "expected --tag, --digest, --untagged or --pushed-before, found none"],
  ["a repository that does not exist", ["images/none", "--untagged"], "does not have a repository images/none in"],
  [
    "an image as repository",
    ["images/none:v1", "--untagged"],
    "expected a repository such as images/none, found an image",
  ],
  ["a wrong name", ["Images", "--untagged"], 'expected a repository name, found "Images"'],
  ["a time in the future", ["images/none", "--pushed-before", "2999-01-01"], "expected a time in the past"],
  ["a wrong number", ["images/none", "--untagged", "--expect-count", "-1"], "expected a number of images such as 12"],
])("rejects %s", async (_, args, message) => {
  expect((await bench.run("delete-images", "gate", ...args)).error).toContain(message);
});
