import { type MutableDecision } from "./decision";

/**
 * Adjusts the decisions for images that depend on others: an image is kept as long as a manifest list refers to it, and
 * signatures, SBOMs and other referrers follow their subject.
 */
export function follow(decisions: readonly MutableDecision[]): void {
  const byDigest = new Map(decisions.map((decision) => [decision.image.digest, decision]));
  const keepers = listsByImage(decisions, byDigest);
  const settled = new Set<MutableDecision>();
  const begun = new Set<MutableDecision>();
  for (const start of decisions) {
    if (start.image.subject === undefined && !keepers.has(start)) continue;
    // The images that an image depends on come first. Chains can be too long for recursion.
    const waiting = [start];
    for (let decision = waiting.at(-1); decision !== undefined; decision = waiting.at(-1)) {
      const { subject: digest } = decision.image;
      const subject = digest === undefined ? undefined : byDigest.get(digest);
      const lists = keepers.get(decision) ?? NONE;
      if (settled.has(decision)) {
        waiting.pop();
      } else if (begun.has(decision)) {
        applyDependencies(decision, subject, lists);
        settled.add(decision);
      } else {
        begun.add(decision);
        // An image that has begun but is not settled depends on this one: the cycle ends here.
        if (subject !== undefined && !begun.has(subject)) waiting.push(subject);
        for (const list of lists) if (!begun.has(list)) waiting.push(list);
      }
    }
  }
}

const NONE: readonly MutableDecision[] = [];

/** The manifest lists that refer to an image and keep it. */
function listsByImage(
  decisions: readonly MutableDecision[],
  byDigest: ReadonlyMap<string, MutableDecision>,
): ReadonlyMap<MutableDecision, readonly MutableDecision[]> {
  const lists = new Map<MutableDecision, MutableDecision[]>();
  for (const list of decisions) {
    const { parts, status } = list.image;
    // An archived list does not keep its images.
    if (parts === undefined || status === "archived") continue;
    for (const digest of new Set(parts)) {
      const part = byDigest.get(digest);
      if (part === undefined || part === list) continue;
      const known = lists.get(part);
      if (known === undefined) lists.set(part, [list]);
      else known.push(list);
    }
  }
  return lists;
}

function applyDependencies(
  decision: MutableDecision,
  subject: MutableDecision | undefined,
  lists: readonly MutableDecision[],
): void {
  if (subject !== undefined) followSubject(decision, subject);
  for (const list of lists) {
    if (list.action === "keep" && decision.action !== "keep") keepForList(decision, list);
    // The image can be deleted only after the last of its lists.
    decision.on = decision.on === null || list.on === null ? null : Math.max(decision.on, list.on);
  }
}

function followSubject(referrer: MutableDecision, subject: MutableDecision): void {
  referrer.on = subject.on;
  if (subject.action === "keep") return;
  if (subject.action === "archive" && referrer.image.status === "archived") {
    referrer.reason = `attached to ${subject.image.digest}, and already archived`;
    return;
  }
  referrer.action = subject.action;
  referrer.rulePriority = subject.rulePriority;
  referrer.reason = `attached to ${subject.image.digest}, and follows it within 24 hours`;
}

function keepForList(part: MutableDecision, list: MutableDecision): void {
  const { digest, tags } = list.image;
  const name = `${digest}${tags.length === 0 ? "" : ` (${tags.join(", ")})`}`;
  part.reason = `rule ${part.rulePriority ?? ""} would ${part.action} it, but it is part of the manifest list ${name}, which is kept`;
  part.action = "keep";
  part.rulePriority = null;
}
