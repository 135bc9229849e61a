import { type LifecycleDecision } from "../../domain/lifecycle-policy/decision";
import { activeSince } from "../../domain/images/image";
import { type Preview, type Total } from "./preview";
import { DEFAULT_PRICES, dollars, type Prices } from "../cost/prices";
import { bytesText, countText, dayText, dollarsText } from "../../domain/text/format";

/** What goes by one rule, the oldest image first. */
export interface RuleGroup extends Total {
  readonly priority: number;
  readonly action: "expire" | "archive";
  readonly decisions: readonly LifecycleDecision[];
}

/** What goes, by rule in the order of priority. */
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

/** Dollars a month that a preview's changes are worth: what is deleted, and what is cheaper in the archive. */
export function savings({ decisions }: Pick<Preview, "decisions">, prices: Prices = DEFAULT_PRICES): number {
  let saved = 0;
  for (const { action, image, bytes } of decisions) {
    if (action === "keep") continue;
    const price = image.status === "archived" ? prices.archive : prices.standard;
    saved += dollars(bytes, action === "expire" ? price : price - prices.archive);
  }
  return saved;
}

/** A preview in plain words. */
export function previewSummary(preview: Preview): string {
  const { totals, decisions } = preview;
  const { expire, archive, keep } = totals;
  const all = expire.images + archive.images + keep.images;
  if (all === 0) return "There are no images, so nothing goes.";
  if (expire.images + archive.images === 0)
    return `Nothing goes: ${all === 1 ? "the one image stays" : `all ${countText(all, "image")} stay`} (${bytesText(keep.bytes)}).`;
  const going = [
    [expire, "deleted for good"],
    [archive, "archived"],
  ] as const;
  const parts = going.flatMap(([{ images, bytes }, what]) =>
    images === 0 ? [] : [`${images.toLocaleString("en-US")} would be ${what} (${bytesText(bytes)})`],
  );
  const oldest = decisions.findLast(({ action }) => action === "keep");
  const staying =
    oldest === undefined
      ? "none stays as it is"
      : `${keep.images.toLocaleString("en-US")} ${keep.images === 1 ? "stays" : "stay"}, the oldest pushed on ${dayText(activeSince(oldest.image))}`;
  return `Of ${countText(all, "image")}, ${parts.join(" and ")}; ${staying}. ${savingsText(savings(preview), archive.images > 0)}`;
}

function savingsText(saved: number, archives: boolean): string {
  if (saved === 0) return archives ? "That saves nothing: the archive costs as much." : "That saves nothing.";
  const dollarsSaved = saved < 0.01 ? dollarsText(saved) : `about ${dollarsText(saved)}`;
  return `That saves ${dollarsSaved} a month at ${dollarsText(DEFAULT_PRICES.standard)} a GB, less where images share layers.`;
}
