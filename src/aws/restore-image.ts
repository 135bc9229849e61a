import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  UpdateImageStorageClassCommand,
  type ECRClient,
  type ImageIdentifier,
} from "@aws-sdk/client-ecr";
import { MANIFEST_LIST_TYPES } from "../domain/images/listing/image-of";
import { readManifestParts } from "../domain/images/listing/manifest-parts";
import { type RepositoryId } from "./images";

/** Most images that one request may describe. */
const BATCH = 100;

/** The storage class of an image. */
export interface StoredImage {
  readonly digest: string;
  readonly isManifestList: boolean;
  /** `ACTIVE`, `ARCHIVED`, or `ACTIVATING` while it is restored. */
  readonly status: string;
}

/**
 * Describes images, including archived ones.
 * @throws what the SDK throws
 */
export async function storedImages(
  client: ECRClient,
  id: RepositoryId,
  images: readonly ImageIdentifier[],
): Promise<StoredImage[]> {
  const found: StoredImage[] = [];
  for (let start = 0; start < images.length; start += BATCH) {
    const imageIds = images.slice(start, start + BATCH);
    const request = new DescribeImagesCommand({ ...id, imageIds, filter: { imageStatus: "ANY" } });
    const { imageDetails = [] } = await client.send(request);
    for (const { imageDigest: digest, imageManifestMediaType = "", imageStatus: status = "ACTIVE" } of imageDetails) {
      if (digest !== undefined)
        found.push({ digest, isManifestList: MANIFEST_LIST_TYPES.has(imageManifestMediaType), status });
    }
  }
  return found;
}

/**
 * Restores an image from the archive. It can be pulled once it is `ACTIVE`.
 * @returns its status
 * @throws what the SDK throws
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive-image.html
 */
export async function restoreImage(client: ECRClient, id: RepositoryId, imageDigest: string): Promise<string> {
  const targetStorageClass = "STANDARD";
  const request = new UpdateImageStorageClassCommand({ ...id, imageId: { imageDigest }, targetStorageClass });
  return (await client.send(request)).imageStatus ?? "ACTIVATING";
}

/**
 * Digests of the images of a manifest list, which must not be archived.
 * @throws what the SDK throws, or an Error if the list cannot be read
 */
export async function listedDigests(
  client: ECRClient,
  id: RepositoryId,
  imageDigest: string,
): Promise<readonly string[]> {
  const acceptedMediaTypes = [...MANIFEST_LIST_TYPES];
  const request = new BatchGetImageCommand({ ...id, imageIds: [{ imageDigest }], acceptedMediaTypes });
  const { images = [], failures = [] } = await client.send(request);
  const parts = readManifestParts(images[0])?.parts;
  if (parts !== undefined) return parts;
  throw new Error(
    `cannot read the manifest list ${imageDigest}: ${failures[0]?.failureReason ?? "AWS did not report a reason"}`,
  );
}
