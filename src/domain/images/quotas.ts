import { shortDigest } from "../text/format";

/**
 * AWS's default quotas that make ECR reject pushes. AWS raises the number of images on request.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html
 */
export const QUOTAS = { imagesOfRepository: 100_000, tagsOfImage: 1000 } as const;

/** Share of a quota from which it is reported. */
const NEARLY = 0.9;

/** Numbers of a repository that have a quota. */
export interface QuotaFacts {
  /** Number of images, untagged and archived ones included. */
  readonly count: number;
  /** The image with the most tags. @default - no image has a tag */
  readonly mostTagged?: { readonly digest: string; readonly tagCount: number };
}

/** A quota that is at least 90% used. */
export interface UsedQuota {
  readonly quota: "images" | "tags";
  /** Whether ECR rejects the next push. */
  readonly reached: boolean;
  /** `95,000 of 100,000 images (95%)`. */
  readonly text: string;
  /** What ECR rejects once the quota is reached. */
  readonly effect: string;
  readonly fix: string;
}

/** The quotas of a repository that are used up or nearly so. A number above the default means that AWS raised the quota. */
export function usedQuotas({ count, mostTagged }: QuotaFacts): UsedQuota[] {
  const images = used("images", count, QUOTAS.imagesOfRepository, "images", {
    effect: "ECR rejects every push of a new image",
    fix: "delete images with a lifecycle policy, or request a higher quota for images per repository in Service Quotas",
  });
  const { digest = "", tagCount = 0 } = mostTagged ?? {};
  const tags = used("tags", tagCount, QUOTAS.tagsOfImage, `tags on ${shortDigest(digest)}`, {
    effect: "ECR rejects every push that adds a tag to this image",
    fix: "remove tags with aws ecr batch-delete-image --image-ids imageTag=<tag>, which keeps the image as long as it has another tag. Do not push unchanged images under new tags. AWS does not raise this quota",
  });
  return [...images, ...tags];
}

function used(
  quota: UsedQuota["quota"],
  number: number,
  limit: number,
  what: string,
  texts: Pick<UsedQuota, "effect" | "fix">,
): UsedQuota[] {
  if (number < limit * NEARLY || number > limit) return [];
  const grouped = (value: number): string => value.toLocaleString("en-US");
  const percent = Math.floor((number / limit) * 100);
  const text = `${grouped(number)} of ${grouped(limit)} ${what} (${percent}%)`;
  return [{ quota, reached: number === limit, text, ...texts }];
}

/** `97,000 of 100,000 images (97%). At 100%, ECR rejects every push of a new image`. */
export function quotaText({ reached, text, effect }: UsedQuota): string {
  return reached ? `${text}: ${effect}` : `${text}. At 100%, ${effect}`;
}
