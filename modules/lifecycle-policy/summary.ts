import { type Decision } from "./decision";
import { activeSince } from "./image";
import { type Preview, type Total } from "./preview";
import { DEFAULT_PRICES, dollars, type Prices } from "./prices";
import { bytesText, countText, dayText, dollarsText } from "./words";

/** What goes by one rule, the oldest image first. */
export interface RuleGroup extends Total {
  readonly priority: number;
  readonly action: "expire" | "archive";
  readonly decisions: readonly Decision[];
}

/** What goes, by rule in the order of priority. */
export function byRule(decisions: readonly Decision[]): RuleGroup[] {
  const groups = new Map<number, { action: "expire" | "archive"; decisions: Decision[] }>();
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
export function summary(preview: Preview): string {
  const { totals, decisions } = preview;
  const { expire, archive, keep } = totals;
  const all = expire.images + archive.images + keep.images;
  if (all === 0) return "There are no images, so nothing goes.";
  if (expire.images + archive.images === 0)
    return `Nothing goes: all ${countText(all, "image")} stay (${bytesText(keep.bytes)}).`;
  const parts = [
    ...(expire.images > 0
      ? [`${countText(expire.images, "image")} would be deleted for good (${bytesText(expire.bytes)})`]
      : []),
    ...(archive.images > 0
      ? [`${countText(archive.images, "image")} would be archived (${bytesText(archive.bytes)})`]
      : []),
  ];
  const oldest = decisions.findLast(({ action }) => action === "keep");
  const staying =
    oldest === undefined
      ? "nothing stays"
      : `${countText(keep.images, "image")} ${keep.images === 1 ? "stays" : "stay"}, the oldest of ${dayText(activeSince(oldest.image))}`;
  return `Of ${countText(all, "image")}, ${parts.join(" and ")}; ${staying}. That saves about ${dollarsText(savings(preview))} a month, less where images share layers.`;
}
