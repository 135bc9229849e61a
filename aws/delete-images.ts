import { BatchDeleteImageCommand, paginateDescribeImages, type ECRClient } from "@aws-sdk/client-ecr";
import { MANIFEST_LIST_TYPES } from "../modules/lifecycle-policy/listing/image-of";
import { pages } from "./pages";

/** As many as AWS gives in one answer. */
const PAGE = 1000;
/** As many as AWS takes in one request. */
const BATCH = 100;

export interface DeleteImagesOptions {
  /** Told how many images of the repository are gone, after each request. */
  readonly onDeleted?: (deleted: number) => void;
  /** Aborted, no further request is made; its reason is thrown. */
  readonly signal?: AbortSignal;
}

/**
 * Deletes every image of a repository, archived ones too.
 * @returns how many there were
 * @throws Error with AWS's reason when images remain that it does not delete, and what the SDK throws
 */
export async function deleteImages(
  client: ECRClient,
  id: { readonly registryId: string; readonly repositoryName: string },
  { onDeleted = () => undefined, signal }: DeleteImagesOptions = {},
): Promise<number> {
  let deleted = 0;
  for (;;) {
    const digests = await listDigests(client, id);
    if (digests.length === 0) return deleted;
    const before = deleted;
    let refused: string | undefined;
    for (let start = 0; start < digests.length; start += BATCH) {
      signal?.throwIfAborted();
      const imageIds = digests.slice(start, start + BATCH).map((imageDigest) => ({ imageDigest }));
      const { failures = [] } = await client.send(new BatchDeleteImageCommand({ ...id, imageIds }));
      const failed = failures.filter(({ failureCode }) => failureCode !== "ImageNotFound");
      refused =
        failed[0] === undefined ? refused : `${failed[0].imageId?.imageDigest ?? ""}: ${failed[0].failureReason ?? ""}`;
      deleted += imageIds.length - failed.length;
      onDeleted(deleted);
    }
    // A part of a manifest list can go only after it, so what was refused is tried again as long as something went.
    if (deleted === before)
      throw new Error(`AWS does not delete images of ${id.repositoryName}: ${refused ?? "no reason given"}`);
  }
}

/** All of them before the first is deleted, since pages would shift; manifest lists come first. */
async function listDigests(
  client: ECRClient,
  id: { readonly registryId: string; readonly repositoryName: string },
): Promise<string[]> {
  const lists: string[] = [];
  const others: string[] = [];
  const request = { ...id, filter: { imageStatus: "ANY" as const } };
  const listing = paginateDescribeImages({ client, pageSize: PAGE }, request);
  for await (const { imageDetails = [] } of pages("DescribeImages", listing)) {
    for (const { imageDigest, imageManifestMediaType = "" } of imageDetails) {
      if (imageDigest !== undefined)
        (MANIFEST_LIST_TYPES.has(imageManifestMediaType) ? lists : others).push(imageDigest);
    }
  }
  return [...lists, ...others];
}
