import { createHash } from "node:crypto";
import { CreateRepositoryCommand, DescribeImagesCommand, ECRClient, PutImageCommand } from "@aws-sdk/client-ecr";
import { deleteImages, imageDigests } from "../../src/aws/delete-images";
import { EMULATED_ACCOUNT, sharedEmulator } from "../support/e2e/emulator";
import { FaultyProxy, type AwsRequest, type Fault } from "../support/e2e/faulty-proxy";

const emulator = sharedEmulator("ap-southeast-2");
const IMAGE_TYPE = "application/vnd.docker.distribution.manifest.v2+json";
const ecr = new ECRClient(emulator.config);

afterAll(() => {
  ecr.destroy();
});

async function full(repositoryName: string, images: number): Promise<{ registryId: string; repositoryName: string }> {
  await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  for (let index = 0; index < images; index += 1) {
    const imageManifest = JSON.stringify({
      schemaVersion: 2,
      config: { size: 1, digest: "sha256:1" },
      layers: [],
      index,
    });
    const imageDigest = `sha256:${createHash("sha256").update(imageManifest).digest("hex")}`;
    const imageTag = `v${index}`;
    await ecr.send(
      new PutImageCommand({ repositoryName, imageTag, imageDigest, imageManifest, imageManifestMediaType: IMAGE_TYPE }),
    );
  }
  return { registryId: EMULATED_ACCOUNT, repositoryName };
}

async function left(repositoryName: string): Promise<number> {
  return (await ecr.send(new DescribeImagesCommand({ repositoryName }))).imageDetails?.length ?? 0;
}

/** Deletes through a proxy. */
async function through(
  id: { registryId: string; repositoryName: string },
  fault: (request: AwsRequest) => Fault | undefined,
) {
  const proxy = await FaultyProxy.start(emulator.endpoint, fault);
  const client = new ECRClient({ ...emulator.config, endpoint: proxy.endpoint });
  try {
    return await deleteImages(client, id);
  } finally {
    client.destroy();
    await proxy.stop();
  }
}

/** AWS's answer when an image is part of a manifest list that is still there. */
function referenced({ body }: AwsRequest): Fault {
  const { imageIds } = JSON.parse(body) as { imageIds: object[] };
  const failure = { failureCode: "ImageReferencedByManifestList", failureReason: "is referenced by manifest list" };
  return {
    status: 200,
    type: "",
    body: { imageIds: [], failures: imageIds.map((imageId) => ({ imageId, ...failure })) },
  };
}

test("more images than a request takes are deleted, and counted on the way", async () => {
  const id = await full("delete-images/many", 130);
  const counts: number[] = [];
  expect(await deleteImages(ecr, id, { onDeleted: (count) => counts.push(count) })).toBe(130);
  expect(counts).toEqual([100, 130]);
  expect(await left(id.repositoryName)).toBe(0);
});

test("only the named images are deleted, and those that are gone already count as deleted", async () => {
  const id = await full("delete-images/named", 3);
  const { digests, bytes } = await imageDigests(ecr, id);
  expect(digests).toHaveLength(3);
  expect(bytes).toBeGreaterThan(0);
  const named = [...digests.slice(0, 2), `sha256:${"0".repeat(64)}`];
  expect(await deleteImages(ecr, id, { digests: named })).toBe(3);
  expect((await imageDigests(ecr, id)).digests).toEqual(digests.slice(2));
});

test("an empty repository has none to delete", async () => {
  expect(await deleteImages(ecr, await full("delete-images/none", 0))).toBe(0);
});

test("parts of a manifest list that were refused are tried again once something went", async () => {
  const id = await full("delete-images/list", 102);
  // The second request holds what can go only after what the first holds.
  const refuseOnce = (request: AwsRequest): Fault | undefined =>
    request.operation === "BatchDeleteImage" && request.before === 1 ? referenced(request) : undefined;
  expect(await through(id, refuseOnce)).toBe(102);
  expect(await left(id.repositoryName)).toBe(0);
});

test("images that AWS keeps refusing end it, with AWS's reason", async () => {
  const id = await full("delete-images/refused", 1);
  const refuse = (request: AwsRequest): Fault | undefined =>
    request.operation === "BatchDeleteImage" ? referenced(request) : undefined;
  await expect(through(id, refuse)).rejects.toThrow(
    /AWS refused to delete images of delete-images\/refused: sha256:\w+: is referenced by manifest list/,
  );
  expect(await left(id.repositoryName)).toBe(1);
});

test("interrupted, no further request is made", async () => {
  const id = await full("delete-images/interrupted", 101);
  const controller = new AbortController();
  const options = {
    signal: controller.signal,
    onDeleted: () => {
      controller.abort(new Error("enough"));
    },
  };
  await expect(deleteImages(ecr, id, options)).rejects.toThrow("enough");
  expect(await left(id.repositoryName)).toBe(1);
});
