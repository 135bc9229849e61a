import { BatchDeleteImageCommand, paginateDescribeImages, type ECRClient } from "@aws-sdk/client-ecr";
import { MANIFEST_LIST_TYPES } from "../domain/images/listing/image-of";
import { type RepositoryId } from "./images";
import { pages } from "./pages";

/** AWS's largest page. */
const PAGE = 1000;
/** Most images that one request may delete. */
const BATCH = 100;

export interface DeleteImagesOptions {
  /** The only images to delete. @default - all images, including those pushed during the deletion */
  readonly digests?: readonly string[];
  /** Receives the number of images deleted so far, and the digests of the latest, after each request. */
  readonly onDeleted?: (deleted: number, digests: readonly string[]) => void;
  /** When aborted, no further request is made and its reason is thrown. */
  readonly signal?: AbortSignal;
}

/**
 * Deletes images of a repository, including archived ones.
 * @returns the number of deleted images
 * @throws Error with AWS's reason if it refuses to delete images, and what the SDK throws
 */
export async function deleteImages(
  client: ECRClient,
  id: RepositoryId,
  { digests, onDeleted = () => undefined, signal }: DeleteImagesOptions = {},
): Promise<number> {
  let deleted = 0;
  let left = digests ?? (await imageDigests(client, id)).digests;
  while (left.length > 0) {
    const refused: string[] = [];
    let reason: string | undefined;
    for (let start = 0; start < left.length; start += BATCH) {
      signal?.throwIfAborted();
      const batch = left.slice(start, start + BATCH);
      const imageIds = batch.map((imageDigest) => ({ imageDigest }));
      const { failures = [] } = await client.send(new BatchDeleteImageCommand({ ...id, imageIds }));
      const failed = failures.filter(({ failureCode }) => failureCode !== "ImageNotFound");
      for (const { imageId, failureReason = "no reason given" } of failed) {
        refused.push(imageId?.imageDigest ?? "");
        reason ??= `${imageId?.imageDigest ?? ""}: ${failureReason}`;
      }
      deleted += batch.length - failed.length;
      const kept = new Set(failed.map(({ imageId }) => imageId?.imageDigest));
      onDeleted(
        deleted,
        batch.filter((digest) => !kept.has(digest)),
      );
    }
    // A part of a manifest list can be deleted only after the list. So retry as long as other images are deleted.
    if (refused.length === left.length)
      throw new Error(`AWS refused to delete images of ${id.repositoryName}: ${reason ?? "no reason given"}`);
    left = digests === undefined ? (await imageDigests(client, id)).digests : refused;
  }
  return deleted;
}

export interface ListedImages {
  /** In the order in which AWS allows their deletion: manifest lists before their parts. */
  readonly digests: readonly string[];
  /** Sum of the images' sizes in bytes. Shared layers count once for each image. */
  readonly bytes: number;
}

/**
 * Lists every image of a repository, including archived ones. List before deleting, because a deletion shifts pages.
 * @throws what the SDK throws
 */
export async function imageDigests(client: ECRClient, id: RepositoryId): Promise<ListedImages> {
  const lists: string[] = [];
  const others: string[] = [];
  let bytes = 0;
  const request = { ...id, filter: { imageStatus: "ANY" as const } };
  const listing = paginateDescribeImages({ client, pageSize: PAGE }, request);
  for await (const { imageDetails = [] } of pages("DescribeImages", listing)) {
    for (const { imageDigest, imageManifestMediaType = "", imageSizeInBytes = 0 } of imageDetails) {
      if (imageDigest === undefined) continue;
      (MANIFEST_LIST_TYPES.has(imageManifestMediaType) ? lists : others).push(imageDigest);
      bytes += imageSizeInBytes;
    }
  }
  return { digests: [...lists, ...others], bytes };
}
