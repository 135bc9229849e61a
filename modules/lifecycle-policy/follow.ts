import { type Draft } from "./decision";

/** An image stays as long as one of the manifest lists that name it does. */
export function followLists(decisions: readonly Draft[]): void {
  const lists = decisions.filter(({ image }) => image.parts !== undefined);
  if (lists.length === 0) return;
  const byDigest = indexOf(decisions);
  const listsOf = new Map<Draft, Draft[]>();
  for (const list of lists) {
    for (const digest of new Set(list.image.parts)) {
      const part = byDigest.get(digest);
      if (part === undefined || part === list) continue;
      const known = listsOf.get(part);
      if (known === undefined) listsOf.set(part, [list]);
      else known.push(list);
    }
  }
  // A list may be part of another list; holding one back may hold back its parts, so each wave looks at those again.
  let changed = [...listsOf.keys()];
  while (changed.length > 0) {
    const held = changed.filter((part) => hold(part, listsOf.get(part) ?? []));
    changed = held.flatMap(({ image }) => (image.parts ?? []).flatMap((digest) => byDigest.get(digest) ?? []));
  }
}

/** Keeps a part whose list stays. @returns whether that is new */
function hold(part: Draft, lists: readonly Draft[]): boolean {
  if (part.action === "keep") return false;
  const staying = lists.find(({ action, image }) => action === "keep" && image.status !== "archived");
  const on = [part, ...lists].map((decision) => decision.on);
  const latest = on.includes(null) ? null : Math.max(...on.map((time) => time ?? 0));
  if (staying === undefined) {
    part.on = latest;
    return false;
  }
  const list = `${staying.image.digest}${staying.image.tags.length === 0 ? "" : ` (${staying.image.tags.join(", ")})`}`;
  part.reason = `rule ${part.rulePriority ?? ""} would ${part.action} it, but it is part of the manifest list ${list}, which stays`;
  part.action = "keep";
  part.rulePriority = null;
  part.on = latest;
  return true;
}

/** Signatures, SBOMs and other referrers go with the image that they are about. */
export function followSubjects(decisions: readonly Draft[]): void {
  const referrers = decisions.filter(({ image }) => image.subject !== undefined);
  if (referrers.length === 0) return;
  const byDigest = indexOf(decisions);
  const settled = new Set<Draft>();
  for (const referrer of referrers) {
    // From the referrer up to an image that is none, or has been settled; a ring of referrers ends where it began.
    const chain: Draft[] = [];
    const visited = new Set<Draft>();
    let next: Draft | undefined = referrer;
    while (next !== undefined && !settled.has(next) && !visited.has(next)) {
      visited.add(next);
      chain.push(next);
      next = next.image.subject === undefined ? undefined : byDigest.get(next.image.subject);
    }
    let subject = next;
    for (const decision of chain.reverse()) {
      if (subject !== undefined && decision.image.subject === subject.image.digest) goWith(decision, subject);
      settled.add(decision);
      subject = decision;
    }
  }
}

function goWith(referrer: Draft, subject: Draft): void {
  referrer.on = subject.on;
  if (subject.action === "keep") return;
  referrer.action = subject.action;
  referrer.rulePriority = subject.rulePriority;
  referrer.reason = `belongs to ${subject.image.digest} and follows it within 24 hours`;
}

function indexOf(decisions: readonly Draft[]): Map<string, Draft> {
  return new Map(decisions.map((decision) => [decision.image.digest, decision]));
}
