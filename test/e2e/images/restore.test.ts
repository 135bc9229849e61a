import { EMULATED_ACCOUNT } from "../../support/e2e/emulator";
import { type AwsRequest, type Fault } from "../../support/e2e/faulty-proxy";
import { ImageBench } from "../../support/e2e/images";
import { IMAGE_TYPE, LIST_TYPE } from "../../support/e2e/scan-gate";

const NAME = "images/archive";
const digest = (fill: string): string => `sha256:${fill.repeat(64)}`;
let bench: ImageBench;

beforeAll(() => {
  bench = new ImageBench();
});

afterAll(() => {
  bench.dispose();
});

interface Archived {
  readonly type?: string;
  readonly tag?: string;
  status: string;
}

/** An archive as AWS has it, which the emulator has not. Restoring takes `delay` descriptions. */
function archive(images: Readonly<Record<string, Archived>>, delay = 0, parts: readonly string[] = []) {
  const restored: string[] = [];
  let left = delay;
  const answer = ({ operation, body }: AwsRequest): Fault | undefined => {
    // Services with an XML protocol, such as STS.
    if (operation === "") return undefined;
    const request = JSON.parse(body) as {
      imageIds?: { imageDigest?: string; imageTag?: string }[];
      imageId?: { imageDigest: string };
    };
    if (operation === "UpdateImageStorageClass") {
      const { imageDigest = "" } = request.imageId ?? {};
      restored.push(imageDigest);
      const image = images[imageDigest];
      if (image !== undefined) image.status = delay === 0 ? "ACTIVE" : "ACTIVATING";
      return { status: 200, body: { imageId: request.imageId, imageStatus: image?.status } };
    }
    if (operation === "BatchGetImage") {
      const imageManifest = JSON.stringify({ manifests: parts.map((part) => ({ digest: part })) });
      return { status: 200, body: { images: [{ imageId: request.imageIds?.[0], imageManifest }] } };
    }
    if (operation !== "DescribeImages") return undefined;
    const wanted = Object.entries(images).filter(([key, { tag }]) =>
      request.imageIds?.some(
        ({ imageDigest, imageTag }) => imageDigest === key || (tag !== undefined && imageTag === tag),
      ),
    );
    if (wanted.length === 0) return { status: 400, type: "ImageNotFoundException", message: "no such image" };
    for (const [, image] of wanted) if (image.status === "ACTIVATING" && (left -= 1) < 0) image.status = "ACTIVE";
    const imageDetails = wanted.map(([imageDigest, { type = IMAGE_TYPE, status }]) => ({
      registryId: EMULATED_ACCOUNT,
      repositoryName: NAME,
      imageDigest,
      imageManifestMediaType: type,
      imageStatus: status,
    }));
    return { status: 200, body: { imageDetails } };
  };
  return { answer, restored };
}

const ARGS = ["restore", `${NAME}:v1`, "--env", "gate"];

test("an archived image is restored, and waited for", async () => {
  const { answer, restored } = archive({ [digest("a")]: { tag: "v1", status: "ARCHIVED" } }, 1);
  const { stdout, stderr, exitCode } = await bench.through(answer, ARGS);
  expect([exitCode, stderr, stdout]).toEqual([
    0,
    "waiting until ECR has restored 1 image\n",
    `${NAME}:v1: the image was restored and can be pulled.\n`,
  ]);
  expect(restored).toEqual([digest("a")]);
});

test("the images of a manifest list are restored after the list", async () => {
  const images = {
    [digest("a")]: { tag: "v1", status: "ARCHIVED", type: LIST_TYPE },
    [digest("b")]: { status: "ARCHIVED" },
    [digest("c")]: { status: "ACTIVE" },
  };
  const { answer, restored } = archive(images, 0, [digest("b"), digest("c")]);
  const { stdout } = await bench.through(answer, [...ARGS, "-o", "json"]);
  expect(restored).toEqual([digest("a"), digest("b")]);
  expect(JSON.parse(stdout)).toMatchObject({
    image: { reference: `${NAME}:v1`, repositoryName: NAME, digest: digest("a") },
    restored: true,
    images: ["a", "b", "c"].map((fill) => ({ digest: digest(fill), status: "ACTIVE" })),
  });
});

test("an image outside the archive is not changed", async () => {
  const { answer, restored } = archive({ [digest("a")]: { tag: "v1", status: "ACTIVE" } });
  const { stdout, exitCode } = await bench.through(answer, ARGS);
  expect([exitCode, stdout, restored]).toEqual([
    0,
    `${NAME}:v1: the image is not in the archive and can be pulled.\n`,
    [],
  ]);
});

test("a restore that takes longer ends with exit code 1, or 0 without waiting", async () => {
  const slow = (): ReturnType<typeof archive> => archive({ [digest("a")]: { tag: "v1", status: "ARCHIVED" } }, 100);
  const waited = await bench.through(slow().answer, [...ARGS, "--wait", "1s"]);
  expect([waited.exitCode, waited.stdout]).toEqual([1, `${NAME}:v1: ECR is still restoring 1 of 1 image after 1 s.\n`]);
  const started = await bench.through(slow().answer, [...ARGS, "--wait", "0"]);
  expect([started.exitCode, started.stdout]).toEqual([
    0,
    `${NAME}:v1: ECR is still restoring 1 of 1 image. To see the progress, run the command again.\n`,
  ]);
});

test("AWS's refusal is reported", async () => {
  const { answer } = archive({ [digest("a")]: { tag: "v1", status: "ARCHIVED" } });
  const refusing = (request: AwsRequest): Fault | undefined =>
    request.operation === "UpdateImageStorageClass"
      ? { status: 400, type: "ImageStorageClassUpdateNotSupportedException", message: "not supported" }
      : answer(request);
  expect((await bench.through(refusing, ARGS)).error).toContain(
    `cannot restore an image of ${NAME} (ecr:UpdateImageStorageClass): not supported`,
  );
  const missing = await bench.through(answer, ["restore", `${NAME}:v2`, "--env", "gate"]);
  expect(missing.error).toContain(`cannot restore an image of ${NAME} (ecr:UpdateImageStorageClass): no such image`);
});
