import { type LifecycleDecision } from "../../domain/lifecycle-policy/decision";
import { activeSince } from "../../domain/images/image";
import { type Preview, type Total } from "./preview";
import { DEFAULT_PRICES, dollars, type Prices } from "../cost/prices";
import { bytesText, countText, dayText, dollarsText } from "../../domain/text/format";

/** Images deleted or archived by one rule, oldest first. */
export interface RuleGroup extends Total {
  readonly priority: number;
  readonly action: "expire" | "archive";
  readonly decisions: readonly LifecycleDecision[];
}

/** Groups deleted and archived images by rule, in the order of priority. */
export function byRule(decisions: readonly LifecycleDecision[]): RuleGroup[] {
  const groups = new Map<number, { action: "expire" | "archive"; decisions: LifecycleDecision[] }>();
  for (const decision of decisions) {
    const { action, rulePriority } = decision;
    if (action === "keep" || rulePriority === null) continue;
    const group = groups.get(rulePriority);
    if (group === undefined) groups.set(rulePriority, { action, decisions: [decision] });
    else group.decisions.push(decision);
  }
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([priority, { action, decisions: own }]) => ({
      priority,
      action,
      images: own.length,
      bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
      decisions: own.reverse(),
    }));
}

/** Monthly savings in dollars: the cost of deleted images, and the lower price of archived ones. */
export function savings({ decisions }: Pick<Preview, "decisions">, prices: Prices = DEFAULT_PRICES): number {
  let saved = 0;
  for (const { action, image, bytes } of decisions) {
    if (action === "keep") continue;
    const price = image.status === "archived" ? prices.archive : prices.standard;
    saved += dollars(bytes, action === "expire" ? price : price - prices.archive);
  }
  return saved;
}

/** Summarizes a preview in a few sentences. */
export function previewSummary(preview: Preview): string {
  const { totals, decisions } = preview;
  const { expire, archive, keep } = totals;
  const all = expire.images + archive.images + keep.images;
  if (all === 0) return "There are no images, so the policy does not delete anything.";
  if (expire.images + archive.images === 0)
    return `The policy does not delete anything, and keeps ${all === 1 ? "the only image" : `all ${countText(all, "image")}`} (${bytesText(keep.bytes)}).`;
  const changes = [
    [expire, "deleted permanently"],
    [archive, "archived"],
  ] as const;
  const parts = changes.flatMap(([{ images, bytes }, what]) =>
    images === 0 ? [] : [`${images.toLocaleString("en-US")} would be ${what} (${bytesText(bytes)})`],
  );
  const oldest = decisions.findLast(({ action }) => action === "keep");
  const kept =
    oldest === undefined
      ? "No images would be kept"
      : `${keep.images.toLocaleString("en-US")} would be kept, ${keep.images === 1 ? "pushed on" : "the oldest pushed on"} ${dayText(activeSince(oldest.image))}`;
  return `Of ${countText(all, "image")}, ${parts.join(" and ")}. ${kept}. ${savingsText(savings(preview), archive.images > 0)}`;
}

function savingsText(saved: number, archives: boolean): string {
  if (saved === 0)
    return archives ? "This does not save anything, because the archive costs the same." : "This saves nothing.";
  const amount = saved < 0.01 ? dollarsText(saved) : `about ${dollarsText(saved)}`;
  return `This saves ${amount} per month at ${dollarsText(DEFAULT_PRICES.standard)} per GB, or less if images share layers.`;
}
