import { BatchDeleteImageCommand, paginateDescribeImages, type ECRClient } from "@aws-sdk/client-ecr";
import { MANIFEST_LIST_TYPES } from "../domain/images/listing/image-of";
import { pages } from "./pages";

/** As many as AWS gives in one answer. */
const PAGE = 1000;
/** As many as AWS takes in one request. */
const BATCH = 100;

interface RepositoryId {
  readonly registryId: string;
  readonly repositoryName: string;
}

export interface DeleteImagesOptions {
  /** The only images to delete. @default - all images, also those pushed while others are deleted */
  readonly digests?: readonly string[];
  /** Told how many images of the repository are gone, after each request. */
  readonly onDeleted?: (deleted: number) => void;
  /** Aborted, no further request is made; its reason is thrown. */
  readonly signal?: AbortSignal;
}

/**
 * Deletes images of a repository, archived ones too.
 * @returns how many there were
 * @throws Error with AWS's reason when images remain that it does not delete, and what the SDK throws
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
      const imageIds = left.slice(start, start + BATCH).map((imageDigest) => ({ imageDigest }));
      const { failures = [] } = await client.send(new BatchDeleteImageCommand({ ...id, imageIds }));
      const failed = failures.filter(({ failureCode }) => failureCode !== "ImageNotFound");
      for (const { imageId, failureReason = "no reason given" } of failed) {
        refused.push(imageId?.imageDigest ?? "");
        reason ??= `${imageId?.imageDigest ?? ""}: ${failureReason}`;
      }
      deleted += imageIds.length - failed.length;
      onDeleted(deleted);
    }
    // A part of a manifest list can be deleted only after the list, so refused images are tried again as long as others are deleted.
    if (refused.length === left.length)
      throw new Error(`AWS does not delete images of ${id.repositoryName}: ${reason ?? "no reason given"}`);
    left = digests === undefined ? (await imageDigests(client, id)).digests : refused;
  }
  return deleted;
}

export interface ListedImages {
  /** In the order in which AWS lets them be deleted: manifest lists before their parts. */
  readonly digests: readonly string[];
  /** Sum of the images' own sizes, in bytes; layers that images share count with each. */
  readonly bytes: number;
}

/**
 * Lists every image of a repository, archived ones too, before the first is deleted: deleting shifts pages.
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
