import { type Draft } from "./decision";

/**
 * Settles what happens to images that depend on others: an image stays as long as one of the manifest lists that name it
 * does, and signatures, SBOMs and other referrers go with the image that they are about.
 */
export function follow(decisions: readonly Draft[]): void {
  const leaders = new Leaders(decisions);
  const settled = new Set<Draft>();
  const begun = new Set<Draft>();
  for (const start of decisions) {
    // Those that an image depends on come first. A chain of them may be long, so its images wait in a list.
    const waiting = leaders.isFree(start) ? [] : [start];
    for (let decision = waiting.at(-1); decision !== undefined; decision = waiting.at(-1)) {
      if (settled.has(decision)) {
        waiting.pop();
      } else if (begun.has(decision)) {
        settle(decision, leaders);
        settled.add(decision);
      } else {
        begun.add(decision);
        // One that has begun and is not settled depends on this one: a ring, which ends here.
        for (const leader of leaders.of(decision)) if (!begun.has(leader)) waiting.push(leader);
      }
    }
  }
}

/** The images that others depend on. */
class Leaders {
  private readonly byDigest: ReadonlyMap<string, Draft>;
  private readonly lists = new Map<Draft, Draft[]>();

  constructor(decisions: readonly Draft[]) {
    this.byDigest = new Map(decisions.map((decision) => [decision.image.digest, decision]));
    for (const list of decisions) {
      for (const digest of new Set(list.image.parts)) {
        const part = this.byDigest.get(digest);
        if (part === undefined || part === list) continue;
        const known = this.lists.get(part);
        if (known === undefined) this.lists.set(part, [list]);
        else known.push(list);
      }
    }
  }

  subjectOf({ image }: Draft): Draft | undefined {
    return image.subject === undefined ? undefined : this.byDigest.get(image.subject);
  }

  /** Manifest lists that name an image and hold it back; in the archive they hold nothing back. */
  listsOf(decision: Draft): readonly Draft[] {
    return (this.lists.get(decision) ?? []).filter(({ image }) => image.status !== "archived");
  }

  of(decision: Draft): readonly Draft[] {
    const subject = this.subjectOf(decision);
    return subject === undefined ? this.listsOf(decision) : [subject, ...this.listsOf(decision)];
  }

  isFree(decision: Draft): boolean {
    return decision.image.subject === undefined && !this.lists.has(decision);
  }
}

function settle(decision: Draft, leaders: Leaders): void {
  const subject = leaders.subjectOf(decision);
  if (subject !== undefined) goWith(decision, subject);
  const lists = leaders.listsOf(decision);
  const staying = lists.find(({ action }) => action === "keep");
  if (decision.action !== "keep" && staying !== undefined) hold(decision, staying);
  const times = [decision, ...lists].map(({ on }) => on);
  decision.on = times.includes(null) ? null : times.reduce<number>((a, b) => Math.max(a, b ?? a), -Infinity);
}

function goWith(referrer: Draft, subject: Draft): void {
  referrer.on = subject.on;
  if (subject.action === "keep") return;
  if (subject.action === "archive" && referrer.image.status === "archived") {
    referrer.reason = `belongs to ${subject.image.digest}, and is in the archive before it`;
    return;
  }
  referrer.action = subject.action;
  referrer.rulePriority = subject.rulePriority;
  referrer.reason = `belongs to ${subject.image.digest} and follows it within 24 hours`;
}

function hold(part: Draft, list: Draft): void {
  const { digest, tags } = list.image;
  const name = `${digest}${tags.length === 0 ? "" : ` (${tags.join(", ")})`}`;
  part.reason = `rule ${part.rulePriority ?? ""} would ${part.action} it, but it is part of the manifest list ${name}, which stays`;
  part.action = "keep";
  part.rulePriority = null;
}
