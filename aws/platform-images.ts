import { BatchGetImageCommand, DescribeImagesCommand, type ECRClient } from "@aws-sdk/client-ecr";
import { z } from "zod";
import { type ImageReference } from "../modules/ecr-repository/scan-gate/reference";
import { MANIFEST_LIST_TYPES } from "../modules/lifecycle-policy/listing/image-of";
import { type ImageId } from "./scan-findings";

/** An image that runs on one platform. */
export interface PlatformImage {
  readonly digest: string;
  /** `linux/arm64/v8`. @default - the image is no part of a multi-platform one, or the list names none */
  readonly platform?: string;
}

/** What an image reference stands for. */
export interface ResolvedImage {
  /** Of the reference itself, so that a tag that is pushed again meanwhile changes nothing. */
  readonly digest: string;
  /** Itself, or its platforms where it is a manifest list. */
  readonly platforms: readonly PlatformImage[];
  /** How many entries of the list are no images: attestations and the like. */
  readonly leftOut: number;
}

/**
 * Finds the image that a reference stands for. A manifest list has no scan of its own: its platforms' images have.
 * @throws what the SDK throws, or an Error when the list cannot be read
 */
export async function platformImages(
  client: ECRClient,
  registryId: string,
  { repositoryName, tag, digest }: ImageReference,
): Promise<ResolvedImage> {
  const imageIds = [digest === undefined ? { imageTag: tag } : { imageDigest: digest }];
  // Unlike the manifest, this does not count as a pull, by which lifecycle policies go.
  const { imageDetails = [] } = await client.send(new DescribeImagesCommand({ registryId, repositoryName, imageIds }));
  const { imageDigest = digest ?? "", imageManifestMediaType = "" } = imageDetails[0] ?? {};
  if (!MANIFEST_LIST_TYPES.has(imageManifestMediaType)) {
    return { digest: imageDigest, platforms: [{ digest: imageDigest }], leftOut: 0 };
  }
  return { digest: imageDigest, ...(await entriesOf(client, { registryId, repositoryName, imageDigest })) };
}

const platformSchema = z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() });
const listSchema = z.object({
  manifests: z.array(
    z.object({ mediaType: z.string().optional(), digest: z.string(), platform: platformSchema.optional() }),
  ),
});

async function entriesOf(
  client: ECRClient,
  { registryId, repositoryName, imageDigest }: ImageId,
): Promise<Pick<ResolvedImage, "platforms" | "leftOut">> {
  const acceptedMediaTypes = [...MANIFEST_LIST_TYPES];
  const imageIds = [{ imageDigest }];
  const { images = [], failures = [] } = await client.send(
    new BatchGetImageCommand({ registryId, repositoryName, imageIds, acceptedMediaTypes }),
  );
  const manifest = images[0]?.imageManifest;
  if (manifest === undefined) {
    const reason = failures[0]?.failureReason ?? "AWS does not say why";
    throw new Error(`the manifest list ${imageDigest} of ${repositoryName} cannot be read: ${reason}`);
  }
  const platforms: PlatformImage[] = [];
  let leftOut = 0;
  for (const entry of listSchema.parse(JSON.parse(manifest)).manifests) {
    if (MANIFEST_LIST_TYPES.has(entry.mediaType ?? "")) {
      // A list may hold lists; each digest is of its content, so that none can hold itself.
      const inner = await entriesOf(client, { registryId, repositoryName, imageDigest: entry.digest });
      platforms.push(...inner.platforms);
      leftOut += inner.leftOut;
    } else if (entry.platform?.os === "unknown") leftOut += 1;
    else {
      platforms.push({ digest: entry.digest, platform: platformText(entry.platform) });
    }
  }
  return { platforms, leftOut };
}

function platformText(platform: z.output<typeof platformSchema> | undefined): string | undefined {
  if (platform === undefined) return undefined;
  const { os, architecture, variant } = platform;
  return [os, architecture, variant].filter((part) => part !== undefined).join("/");
}
