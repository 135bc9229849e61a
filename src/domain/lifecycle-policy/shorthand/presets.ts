import { type LifecycleShorthand } from "./schema";

/**
 * Policies by name: those of the operator's ECR page and of the published script, corrected where ECR rejects them (`any` before
 * other rules, `tagged` without a list) or where they do not do what was meant.
 */
export const POLICY_PRESETS = {
  /** The page's encrypted production repository, with the reference policy's rule for untagged images. */
  production: { expireUntagged: { afterDays: 30 }, keepNewest: 20 },
  /** The script's ten images, and no untagged images older than a week. */
  development: { expireUntagged: { afterDays: 7 }, keepNewest: 10 },
  /** The page's answer to images that were deleted by mistake. */
  conservative: { expire: { tagPatterns: ["*"], keepNewest: 100 }, expireUntagged: { afterDays: 30 } },
  /** Deletes nothing; archives images that are not pulled. */
  audit: { archiveUnused: { afterDays: 90 } },
  /** The page's answer to high costs. */
  aggressive: { keepNewest: 10 },
  /** The page's build cache. */
  ci: { expire: { tagPatterns: ["*"], keepNewest: 30 }, expireUntagged: { afterDays: 7 } },
} as const satisfies Readonly<Record<string, LifecycleShorthand>>;

export type PolicyPreset = keyof typeof POLICY_PRESETS;
