import { type Evaluation, type LifecycleDecision, type MutableDecision } from "./decision";
import { follow } from "./dependents";
import { activeSince, storedBytes, type Image } from "../images/image";
import { RuleRun } from "./rule-run";
import { type LifecycleRule } from "./schema";

/**
 * What a lifecycle policy does to the images of a repository, by ECR's evaluation rules: every rule marks images as if it were
 * the only one; an image belongs to the rule with the lowest number that selects it, and no later rule acts on it.
 * @param rules valid rules, in any order
 * @param images in any order, each digest once
 * @param now when the policy is evaluated
 * @returns a decision for each image, the newest image first
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function simulate(
  rules: readonly LifecycleRule[],
  images: readonly Image[],
  now: Date,
): readonly LifecycleDecision[] {
  return evaluate(rules, images, now).decisions;
}

/** Like `simulate`, but also returns the images that each rule selects. */
export function evaluate(rules: readonly LifecycleRule[], images: readonly Image[], now: Date): Evaluation {
  const runs = [...rules]
    .sort((a, b) => a.rulePriority - b.rulePriority)
    .map((rule) => new RuleRun(rule, now.getTime()));
  const hasReferrers = images.some(({ subject }) => subject !== undefined);
  const hasLists = images.some(({ parts }) => parts !== undefined);
  const present = new Set(hasReferrers ? images.map(({ digest }) => digest) : []);
  const decisions = newestFirst(images).map((image) =>
    image.subject !== undefined && present.has(image.subject) ? referrer(image) : decide(image, runs),
  );
  noteTies(runs, decisions);
  if (hasLists || hasReferrers) follow(decisions);
  return { decisions, rules: runs.map((run) => run.result()) };
}

/** Images with equal times are sorted by digest, so that the result does not depend on the listing's order. */
function newestFirst(images: readonly Image[]): Image[] {
  return images.toSorted((a, b) => activeSince(b) - activeSince(a) || (a.digest < b.digest ? -1 : 1));
}

function decide(image: Image, runs: readonly RuleRun[]): MutableDecision {
  let claimer: RuleRun | undefined;
  let blocked: RuleRun | undefined;
  let acts = false;
  // From then on, rules only count.
  let isDecided = false;
  for (const run of runs) {
    if (!run.selects(image)) continue;
    run.see(image, claimer !== undefined);
    if (claimer === undefined) {
      claimer = run;
      acts = run.acts(image);
      isDecided = acts;
    } else if (!isDecided && run.acts(image)) {
      blocked = run;
      isDecided = true;
    }
  }
  if (claimer === undefined) return kept(image, unselected(image));
  return {
    image,
    bytes: storedBytes(image),
    action: acts ? claimer.action : "keep",
    rulePriority: acts ? claimer.priority : null,
    claimedBy: claimer.priority,
    reason: claimer.reason(image, acts, blocked),
    on: claimer.actsFrom(image) ?? null,
  };
}

/** Signatures and SBOMs share the fate of their subject; rules neither select nor count them. */
function referrer(image: Image): MutableDecision {
  return kept(image, `attached to ${image.subject ?? ""}, which is kept`);
}

function kept(image: Image, reason: string): MutableDecision {
  return { image, bytes: storedBytes(image), action: "keep", rulePriority: null, claimedBy: null, reason, on: null };
}

function unselected({ status }: Image): string {
  return status === "activating" ? "it is being restored from the archive" : "no rule selects it";
}

/** Part of the reason of each image for which ECR's choice is unknown. */
export const TIE_TEXT = "ECR does not document which one it keeps";

/** If images on both sides of a count have the same time, ECR does not document which one it keeps. */
function noteTies(runs: readonly RuleRun[], decisions: readonly MutableDecision[]): void {
  for (const run of runs) {
    const time = run.tiedTime();
    if (time === undefined) continue;
    const note = `; several images at rule ${run.priority}'s limit have the same push time, and ${TIE_TEXT} (here: by digest)`;
    for (const decision of decisions) {
      if (decision.claimedBy === run.priority && activeSince(decision.image) === time) decision.reason += note;
    }
  }
}
