import { createHash } from "node:crypto";
import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  type ECRClient,
  type ImageDetail,
  type ImageIdentifier,
} from "@aws-sdk/client-ecr";
import { type AskedImage } from "../operations/scan-gate/answer";
import { imageListEntries, type ListedImage } from "../operations/scan-gate/image-list";
import { type ImageReference } from "../operations/scan-gate/reference";
import { IMAGE_MANIFEST_TYPES, MANIFEST_LIST_TYPES } from "../domain/images/listing/image-of";

/** As many as AWS takes in one request. */
const BATCH = 100;

/** An image that runs on one platform. */
export interface PlatformImage extends ListedImage {
  /** ISO 8601, when its digest was pushed to the repository. */
  readonly pushedAt: string;
}

/** What an image reference stands for. */
export interface ResolvedImage {
  /** Of the reference itself, so that a tag that is pushed again meanwhile changes nothing. */
  readonly digest: string;
  /** Itself, or its platforms where it is a manifest list. */
  readonly platforms: readonly PlatformImage[];
  /** How many entries of the list are attestations. */
  readonly leftOut: number;
}

type RepositoryId = Pick<AskedImage, "registryId" | "repositoryName">;

/**
 * Finds the image that a reference stands for. A manifest list has no scan of its own: its platforms' images have.
 * @throws what the SDK throws, or an Error when an answer is about something else or the list cannot be read
 */
export async function platformImages(
  client: ECRClient,
  registryId: string,
  { repositoryName, tag, digest }: ImageReference,
): Promise<ResolvedImage> {
  const id = { registryId, repositoryName };
  const wanted = digest === undefined ? { imageTag: tag } : { imageDigest: digest };
  const [detail] = await describe(client, id, [wanted]);
  const imageDigest = detail?.imageDigest;
  const isIt = digest === undefined ? detail?.imageTags?.includes(tag ?? "") === true : imageDigest === digest;
  if (detail === undefined || imageDigest === undefined || !isIt) {
    const found = `${imageDigest ?? "no image"} (${detail?.imageTags?.join(", ") ?? "no tags"})`;
    throw new Error(`expected an answer about ${digest ?? tag ?? ""}, found one about ${found}. ${PROXY}`);
  }
  const mediaType = detail.imageManifestMediaType ?? "none";
  if (MANIFEST_LIST_TYPES.has(mediaType)) {
    const { images, attestations } = await entriesOf(client, id, imageDigest);
    return { digest: imageDigest, platforms: await dated(client, id, images), leftOut: attestations };
  }
  if (IMAGE_MANIFEST_TYPES.has(mediaType)) {
    return { digest: imageDigest, platforms: [{ digest: imageDigest, pushedAt: pushedAt(detail) }], leftOut: 0 };
  }
  const known = [...IMAGE_MANIFEST_TYPES, ...MANIFEST_LIST_TYPES].join(", ");
  throw new Error(`expected a manifest of type ${known}, found ${mediaType}; a scan of it proves nothing`);
}

/** One answer about each image asked for, or an Error. */
async function describe(client: ECRClient, id: RepositoryId, imageIds: ImageIdentifier[]): Promise<ImageDetail[]> {
  // Unlike the manifest, this does not count as a pull, by which lifecycle policies go.
  const { imageDetails = [] } = await client.send(new DescribeImagesCommand({ ...id, imageIds }));
  const other = imageDetails.find((it) => it.registryId !== id.registryId || it.repositoryName !== id.repositoryName);
  if (other === undefined) return imageDetails;
  const found = `${other.registryId ?? "?"}/${other.repositoryName ?? "?"}`;
  throw new Error(`expected an answer about ${id.registryId}/${id.repositoryName}, found one about ${found}. ${PROXY}`);
}

const PROXY = "Check any proxy in between";

/** With the time of each image's own push, each image once. */
async function dated(client: ECRClient, id: RepositoryId, images: readonly ListedImage[]): Promise<PlatformImage[]> {
  const unique = [...new Map(images.map((image) => [image.digest, image])).values()];
  const dates = new Map<string, string>();
  for (let start = 0; start < unique.length; start += BATCH) {
    const imageIds = unique.slice(start, start + BATCH).map(({ digest }) => ({ imageDigest: digest }));
    for (const detail of await describe(client, id, imageIds)) dates.set(detail.imageDigest ?? "", pushedAt(detail));
  }
  return unique.map((image) => {
    const date = dates.get(image.digest);
    if (date !== undefined) return { ...image, pushedAt: date };
    throw new Error(`expected an answer about ${image.digest}, found none; push the image again`);
  });
}

function pushedAt({ imageDigest = "", imagePushedAt }: ImageDetail): string {
  if (imagePushedAt !== undefined) return imagePushedAt.toISOString();
  throw new Error(`expected the time when ${imageDigest} was pushed, found none; without it, no scan counts. ${PROXY}`);
}

interface Entries {
  readonly images: readonly ListedImage[];
  readonly attestations: number;
}

async function entriesOf(client: ECRClient, id: RepositoryId, imageDigest: string): Promise<Entries> {
  const { images, lists, attestations } = imageListEntries(await manifestOf(client, id, imageDigest));
  const found = { images: [...images], attestations };
  for (const digest of lists) {
    // A list may hold lists; each digest is of its content, so none can hold itself.
    const inner = await entriesOf(client, id, digest);
    found.images.push(...inner.images);
    found.attestations += inner.attestations;
  }
  return found;
}

async function manifestOf(client: ECRClient, id: RepositoryId, imageDigest: string): Promise<string> {
  const acceptedMediaTypes = [...MANIFEST_LIST_TYPES];
  const { images = [], failures = [] } = await client.send(
    new BatchGetImageCommand({ ...id, imageIds: [{ imageDigest }], acceptedMediaTypes }),
  );
  const manifest = images[0]?.imageManifest;
  const what = `the manifest list ${imageDigest} of ${id.repositoryName} cannot be read`;
  if (manifest === undefined) throw new Error(`${what}: ${failures[0]?.failureReason ?? "AWS does not say why"}`);
  const found = `sha256:${createHash("sha256").update(manifest).digest("hex")}`;
  if (found === imageDigest) return manifest;
  throw new Error(`${what}: expected content with that digest, found ${found}. ${PROXY}`);
}
