import { type Evaluation, type LifecycleDecision, type MutableDecision } from "./decision";
import { follow } from "./dependents";
import { attachedTo } from "../images/attachment";
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
  // Selecting in the order of the listing reads memory in sequence. Newest first would take four times as long.
  const selections = images.map(selectingRuns(runs));
  const attachments = new Set(images.filter(({ tags }) => attachedTo(tags) !== undefined));
  const decisions: MutableDecision[] = [];
  for (const index of newestFirst(images)) {
    const image = images[index];
    const selecting = selections[index];
    if (image === undefined || selecting === undefined) continue;
    const isReferrer = image.subject !== undefined && present.has(image.subject);
    // Signatures and SBOMs share the fate of their subject; rules neither select nor count them.
    if (isReferrer) decisions.push(kept(image, `attached to ${image.subject}, which is kept`));
    else decisions.push(decide(image, selecting, attachments.has(image)));
  }
  noteTies(runs, decisions);
  if (hasLists || hasReferrers) follow(decisions);
  return { decisions, rules: runs.map((run) => run.result()), attachments };
}

/**
 * The places of images in the listing, the newest image first. Images with equal times are sorted by digest, so that the result
 * does not depend on the listing's order.
 */
function newestFirst(images: readonly Image[]): number[] {
  // Sorting places by a list of times is about twice as fast as sorting images.
  const times = Float64Array.from(images, activeSince);
  const digest = (index: number): string => images[index]?.digest ?? "";
  return images
    .map((_, index) => index)
    .sort((a, b) => (times[b] ?? 0) - (times[a] ?? 0) || (digest(a) < digest(b) ? -1 : 1));
}

/** A set of rules, and the sets with one more rule. */
interface RuleSet {
  readonly runs: readonly RuleRun[];
  readonly with: Map<RuleRun, RuleSet>;
}

/** Returns a function that lists the rules that select an image. Images share these lists, because there may be a million images. */
function selectingRuns(runs: readonly RuleRun[]): (image: Image) => readonly RuleRun[] {
  const none: RuleSet = { runs: [], with: new Map() };
  return (image) => {
    let set = none;
    for (const run of runs) {
      if (!run.selects(image)) continue;
      let larger = set.with.get(run);
      if (larger === undefined) set.with.set(run, (larger = { runs: [...set.runs, run], with: new Map() }));
      set = larger;
    }
    return set.runs;
  };
}

/** @param runs the rules that select the image, in their order */
function decide(image: Image, runs: readonly RuleRun[], isAttachment: boolean): MutableDecision {
  let claimer: RuleRun | undefined;
  let blocked: RuleRun | undefined;
  let acts = false;
  // From then on, rules only count.
  let isDecided = false;
  for (const run of runs) {
    run.see(image, claimer !== undefined, isAttachment);
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

function kept(image: Image, reason: string): MutableDecision {
  return { image, bytes: storedBytes(image), action: "keep", rulePriority: null, claimedBy: null, reason, on: null };
}

function unselected({ status }: Image): string {
  return status === "activating" ? "it is being restored from the archive" : "no rule selects it";
}

/** Part of the reason of each image for which ECR's choice is unknown. */
export const TIE_TEXT = "ECR does not document which of them it keeps";

/** If images on both sides of a count have the same time, ECR does not document which of them it keeps. */
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
