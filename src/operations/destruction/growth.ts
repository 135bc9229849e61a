import { type RepositoryPlan } from "./destroy-plan";

/** A repository that would lose more than was shown. */
export interface Growth {
  /** As it is now. */
  readonly now: RepositoryPlan;
  /** How many of its images were not shown. */
  readonly unseen: number;
}

/**
 * The repositories that would lose more than was shown: images pushed since, repositories that entered Terraform's state, and
 * those that are deleted in a different way or refused by now. Images are compared by digest, so one pushed for one deleted counts.
 * Less than was shown is nothing to ask about.
 */
export function growthSince(shown: readonly RepositoryPlan[], now: readonly RepositoryPlan[]): Growth[] {
  const before = new Map(shown.map((one) => [one.owned.repositoryName, one]));
  return now.flatMap((one) => {
    const growth = { now: one, unseen: unseen(before.get(one.owned.repositoryName), one) };
    return growth.unseen > 0 || isOther(before.get(one.owned.repositoryName), one) ? [growth] : [];
  });
}

function unseen(before: RepositoryPlan | undefined, { contents, outcome }: RepositoryPlan): number {
  if (contents.known !== "images" || outcome.kind === "keep") return 0;
  if (before?.contents.known !== "images") return contents.count;
  const known = new Set(before.contents.digests);
  return contents.digests.filter((digest) => !known.has(digest)).length;
}

/** Whether something happens to it that was not shown, whatever images it has. */
function isOther(before: RepositoryPlan | undefined, { contents, outcome }: RepositoryPlan): boolean {
  if (outcome.kind === "keep") return false;
  if (before === undefined || before.outcome.kind === "keep") return true;
  if (outcome.kind === "refuse") return true;
  if (contents.known !== "images") return false;
  return before.contents.known !== "images" || (contents.count > 0 && outcome.words !== before.outcome.words);
}
