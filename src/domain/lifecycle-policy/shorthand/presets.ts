import { type PolicyWords } from "./schema";

/**
 * Policies by name. They are those of the operator's ECR page and the ECR article, put right where ECR refuses them (`any`
 * before other rules, `tagged` without a list) or where they do not say what was meant.
 */
export const POLICY_PRESETS = {
  /** The page's encrypted production repository, with its reference policy's rule for untagged images. */
  production: { expireUntagged: { afterDays: 30 }, keepNewest: 20 },
  /** The article's ten images, and no leftovers older than a week. */
  development: { expireUntagged: { afterDays: 7 }, keepNewest: 10 },
  /** The page's answer to images that went against one's will. */
  conservative: { expire: { tagPatterns: ["*"], keepNewest: 100 }, expireUntagged: { afterDays: 30 } },
  /** Nothing is deleted; what nobody pulls is archived. */
  audit: { archiveUnused: { afterDays: 90 } },
  /** The page's answer to high costs. */
  aggressive: { keepNewest: 10 },
  /** The page's build cache. */
  ci: { expire: { tagPatterns: ["*"], keepNewest: 30 }, expireUntagged: { afterDays: 7 } },
} as const satisfies Readonly<Record<string, PolicyWords>>;

export type PolicyPreset = keyof typeof POLICY_PRESETS;
