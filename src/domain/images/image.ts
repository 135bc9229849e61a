export type ImageStatus = "active" | "archived" | "activating";

/** A part of an image that other images may share. */
export interface Layer {
  readonly digest: string;
  /** Compressed bytes. */
  readonly size: number;
}

/** An image of a repository, as `DescribeImages` lists it. Times are milliseconds since 1970, UTC. */
export interface Image {
  /** Digest of its manifest, `sha256:...`. */
  readonly digest: string;
  readonly tags: readonly string[];
  /** Compressed size in the repository. A manifest list repeats the size of its largest part. */
  readonly bytes: number;
  readonly isManifestList: boolean;
  readonly status: ImageStatus;
  readonly pushedAt: number;
  readonly pulledAt: number | undefined;
  /** When it was last moved to the archive. */
  readonly archivedAt: number | undefined;
  /** When it was last restored from the archive. */
  readonly activatedAt: number | undefined;
  /** Digest of the image that this one, a signature or an SBOM, is about. */
  readonly subject: string | undefined;
  /** Digests of the images of a manifest list, where they are known. */
  readonly parts: readonly string[] | undefined;
  /** Its configuration and layers. @default - not known, as `DescribeImages` does not tell them */
  readonly layers?: readonly Layer[];
}

/** Milliseconds of a day as ECR counts it. */
export const DAY = 86_400_000;

/**
 * The time that images are ordered by: the push, or the last activation of an image that was restored.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function activeSince(image: Image): number {
  return image.activatedAt ?? image.pushedAt;
}

/** Bytes that an image adds to what is stored: a manifest list adds none to those of its parts. */
export function storedBytes(image: Image): number {
  return image.isManifestList ? 0 : image.bytes;
}
