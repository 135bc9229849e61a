import { type RepositoryPlan } from "./destroy-plan";
import { ownedName } from "./state";

/** A repository that would lose more than was shown. */
export interface Growth {
  /** The current plan. */
  readonly now: RepositoryPlan;
  /** Number of its images that were not shown. */
  readonly unseen: number;
}

/**
 * The repositories that would lose more than was shown: they have new images, are new in Terraform's state, or have a different outcome.
 * Images are compared by digest, so an image that replaces a deleted one counts.
 */
export function growthSince(shown: readonly RepositoryPlan[], now: readonly RepositoryPlan[]): Growth[] {
  const plans = new Map(shown.map((plan) => [ownedName(plan.owned), plan]));
  return now.flatMap((plan) => {
    const before = plans.get(ownedName(plan.owned));
    const growth = { now: plan, unseen: unseenImages(before, plan) };
    return growth.unseen > 0 || hasNewOutcome(before, plan) ? [growth] : [];
  });
}

function unseenImages(before: RepositoryPlan | undefined, { contents, outcome }: RepositoryPlan): number {
  if (contents.known !== "images" || outcome.kind === "keep") return 0;
  if (before?.contents.known !== "images") return contents.count;
  const known = new Set(before.contents.digests);
  return contents.digests.filter((digest) => !known.has(digest)).length;
}

/** Whether the outcome was not shown, whatever images the repository has. */
function hasNewOutcome(before: RepositoryPlan | undefined, { contents, outcome }: RepositoryPlan): boolean {
  if (outcome.kind === "keep") return false;
  if (before === undefined || before.outcome.kind === "keep") return true;
  if (outcome.kind === "refuse") return true;
  if (contents.known !== "images") return false;
  return before.contents.known !== "images" || (contents.count > 0 && outcome.words !== before.outcome.words);
}
