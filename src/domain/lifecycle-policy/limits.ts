import { QUOTAS } from "../images/quotas";

/**
 * AWS's limits. `textLength` is in characters of the JSON that is sent, `images` are those of a repository.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html
 */
export const LIFECYCLE_LIMITS = {
  rules: 50,
  textLength: 30_720,
  wildcards: 4,
  archivedDays: 90,
  images: QUOTAS.imagesOfRepository,
} as const;
