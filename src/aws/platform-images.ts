import { createHash } from "node:crypto";
import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  type ECRClient,
  type ImageDetail,
  type ImageIdentifier,
} from "@aws-sdk/client-ecr";
import { imageListEntries, type ListedImage } from "../operations/scan-gate/image-list";
import { type ImageReference } from "../operations/scan-gate/reference";
import { IMAGE_MANIFEST_TYPES, MANIFEST_LIST_TYPES } from "../domain/images/listing/image-of";
import { type RepositoryId } from "./images";

/** Most images that one request may describe. */
const BATCH = 100;

/** An image that runs on one platform. */
export interface PlatformImage extends ListedImage {
  /** ISO 8601, when its digest was pushed to the repository. */
  readonly pushedAt: string;
}

/** The image to which a reference resolves. */
export interface ResolvedImage {
  /** Digest of the reference, so that a tag that moves meanwhile has no effect. */
  readonly digest: string;
  /** The image itself, or the platform images of a manifest list. */
  readonly platforms: readonly PlatformImage[];
  /** Number of attestations in the list, which are not scanned. */
  readonly leftOut: number;
}

/**
 * Resolves an image reference. A manifest list has no scan of its own, only its platform images have.
 * @throws what the SDK throws, or an Error if a response is about another image or the list cannot be read
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
  const matches = digest === undefined ? detail?.imageTags?.includes(tag ?? "") === true : imageDigest === digest;
  if (detail === undefined || imageDigest === undefined || !matches) {
    const found = `${imageDigest ?? "no image"} (${detail?.imageTags?.join(", ") ?? "no tags"})`;
    throw new Error(`expected a response for ${digest ?? tag ?? ""}, found one for ${found}. ${PROXY}`);
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
  throw new Error(`expected a manifest of type ${known}, found ${mediaType}`);
}

/** @throws Error if a response is about another repository */
async function describe(client: ECRClient, id: RepositoryId, imageIds: ImageIdentifier[]): Promise<ImageDetail[]> {
  // Reading the manifest would count as a pull, which lifecycle rules may evaluate.
  const { imageDetails = [] } = await client.send(new DescribeImagesCommand({ ...id, imageIds }));
  const other = imageDetails.find(
    ({ registryId, repositoryName }) => registryId !== id.registryId || repositoryName !== id.repositoryName,
  );
  if (other === undefined) return imageDetails;
  const found = `${other.registryId ?? "?"}/${other.repositoryName ?? "?"}`;
  throw new Error(`expected a response for ${id.registryId}/${id.repositoryName}, found one for ${found}. ${PROXY}`);
}

const PROXY = "If you use a proxy, check that it does not mix up responses";

/** Each image once, with the time of its push. */
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
    throw new Error(`expected a response for ${image.digest}, found none. Push the image again`);
  });
}

function pushedAt({ imageDigest = "", imagePushedAt }: ImageDetail): string {
  if (imagePushedAt !== undefined) return imagePushedAt.toISOString();
  throw new Error(`expected the push time of ${imageDigest}, found none. ${PROXY}`);
}

interface Entries {
  readonly images: readonly ListedImage[];
  readonly attestations: number;
}

async function entriesOf(client: ECRClient, id: RepositoryId, imageDigest: string): Promise<Entries> {
  const { images, lists, attestations } = imageListEntries(await manifestOf(client, id, imageDigest));
  const found = { images: [...images], attestations };
  for (const digest of lists) {
    // Lists can be nested. A list cannot contain itself, because its digest depends on its content.
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
  const what = `cannot read the manifest list ${imageDigest} of ${id.repositoryName}`;
  if (manifest === undefined)
    throw new Error(`${what}: ${failures[0]?.failureReason ?? "AWS did not report a reason"}`);
  const found = `sha256:${createHash("sha256").update(manifest).digest("hex")}`;
  if (found === imageDigest) return manifest;
  throw new Error(`${what}: expected content with this digest, found ${found}. ${PROXY}`);
}
