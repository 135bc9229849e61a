export type ImageStatus = "active" | "archived" | "activating";

/** A layer or configuration, which images may share. */
export interface Layer {
  readonly digest: string;
  /** Compressed bytes. */
  readonly size: number;
}

/** An image of a repository, as `DescribeImages` lists it. Times are milliseconds since 1970, UTC. */
export interface Image {
  /** Digest of the manifest, `sha256:...`. */
  readonly digest: string;
  readonly tags: readonly string[];
  /** Compressed size. A manifest list has the size of its largest image. */
  readonly bytes: number;
  readonly isManifestList: boolean;
  readonly status: ImageStatus;
  readonly pushedAt: number;
  readonly pulledAt: number | undefined;
  /** When the image was last archived. */
  readonly archivedAt: number | undefined;
  /** When the image was last restored from the archive. */
  readonly activatedAt: number | undefined;
  /** Digest of the image that a signature or SBOM refers to. */
  readonly subject: string | undefined;
  /** Digests of a manifest list's images, if known. */
  readonly parts: readonly string[] | undefined;
  /** Number of ECS tasks and EKS pods that run the image. @default - the listing does not say it */
  readonly inUseCount?: number;
  /** Configuration and layers. @default - unknown, because `DescribeImages` does not return them */
  readonly layers?: readonly Layer[];
}

/** A day in milliseconds. */
export const DAY = 86_400_000;

/** Days after a pull during which the deletion of an image is pointed out. */
export const RECENT_PULL_DAYS = 30;

/** Whether an image was pulled in the last 30 days. */
export function isRecentlyPulled({ pulledAt }: Pick<Image, "pulledAt">, now: Date): boolean {
  return pulledAt !== undefined && pulledAt >= now.getTime() - RECENT_PULL_DAYS * DAY;
}

/**
 * The time by which ECR sorts images: the last push, or the last restore from the archive.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function activeSince(image: Image): number {
  return image.activatedAt ?? image.pushedAt;
}

/** Bytes that an image adds to the repository's storage. A manifest list adds none to its images. */
export function storedBytes(image: Image): number {
  return image.isManifestList ? 0 : image.bytes;
}
