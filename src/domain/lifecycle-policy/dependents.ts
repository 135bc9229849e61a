import { type MutableDecision } from "./decision";

/**
 * Adjusts the decisions for images that depend on others: an image is kept as long as a manifest list refers to it, and
 * signatures, SBOMs and other referrers follow their subject.
 */
export function follow(decisions: readonly MutableDecision[]): void {
  const leaders = new DependencyIndex(decisions);
  const settled = new Set<MutableDecision>();
  const begun = new Set<MutableDecision>();
  for (const start of decisions) {
    if (leaders.isFree(start)) continue;
    // The images that an image depends on come first. Chains can be too long for recursion.
    const waiting = [start];
    for (let decision = waiting.at(-1); decision !== undefined; decision = waiting.at(-1)) {
      const subject = leaders.subjectOf(decision);
      const lists = leaders.listsOf(decision);
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

/** The images that others depend on. */
class DependencyIndex {
  private readonly byDigest: ReadonlyMap<string, MutableDecision>;
  private readonly lists = new Map<MutableDecision, MutableDecision[]>();

  constructor(decisions: readonly MutableDecision[]) {
    this.byDigest = new Map(decisions.map((decision) => [decision.image.digest, decision]));
    for (const list of decisions) {
      const { parts, status } = list.image;
      // An archived list does not keep its images.
      if (parts === undefined || status === "archived") continue;
      for (const digest of new Set(parts)) {
        const part = this.byDigest.get(digest);
        if (part === undefined || part === list) continue;
        const known = this.lists.get(part);
        if (known === undefined) this.lists.set(part, [list]);
        else known.push(list);
      }
    }
  }

  subjectOf({ image }: MutableDecision): MutableDecision | undefined {
    return image.subject === undefined ? undefined : this.byDigest.get(image.subject);
  }

  /** Manifest lists that refer to an image and keep it. */
  listsOf(decision: MutableDecision): readonly MutableDecision[] {
    return this.lists.get(decision) ?? NONE;
  }

  isFree(decision: MutableDecision): boolean {
    return decision.image.subject === undefined && !this.lists.has(decision);
  }
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
