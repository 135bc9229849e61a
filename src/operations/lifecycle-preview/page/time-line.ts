import { type LifecycleDecision } from "../../../domain/lifecycle-policy/decision";
import { activeSince, storedBytes } from "../../../domain/images/image";
import { bytesText, countText, dayText } from "../../../domain/text/format";
import { colorOf } from "./colors";
import { escaped } from "./html";

const WIDTH = 1000;
const HEIGHT = 220;
const BARS = 60;
/** Space above the tallest bar. */
const ROOM = 10;

interface Stack {
  /** Position from the bottom: kept images, then the rules in their order. */
  readonly place: number;
  readonly color: string;
  readonly label: string;
  images: number;
  bytes: number;
}

/** A bar chart of the images by push time, with a color for each rule that deletes or archives them. */
export function timeLine(decisions: readonly LifecycleDecision[], now: Date, acting: readonly number[]): string {
  const [newest, oldest] = [decisions[0], decisions.at(-1)];
  if (newest === undefined || oldest === undefined) return "";
  const from = activeSince(oldest.image);
  const to = Math.max(now.getTime(), activeSince(newest.image), from + 1);
  const bars = Array.from({ length: BARS }, () => new Map<string, Stack>());
  for (const { image, action, rulePriority } of decisions) {
    const place = Math.min(BARS - 1, Math.floor(((activeSince(image) - from) / (to - from)) * BARS));
    const label =
      action === "keep" ? "kept" : `${action === "expire" ? "deleted" : "archived"} by rule ${rulePriority ?? ""}`;
    const bar = bars[place];
    const stack = bar?.get(label) ?? {
      place: rulePriority ?? 0,
      color: colorOf(action, rulePriority, acting),
      label,
      images: 0,
      bytes: 0,
    };
    stack.images += 1;
    stack.bytes += storedBytes(image);
    bar?.set(label, stack);
  }
  const most = Math.max(...bars.map((bar) => total(bar)));
  const drawn = bars.map((bar, index) => drawBar(bar, index, most, from + ((to - from) / BARS) * index));
  const label = `Time line of ${countText(decisions.length, "image")}, pushed from ${dayText(from)} to ${dayText(to)}`;
  return `<figure>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}">
${drawn.join("")}</svg>
<div class="axis">${[from, (from + to) / 2, to].map((time) => `<span>${dayText(time)}</span>`).join("")}</div>
<figcaption>Each bar is ${spanText((to - from) / BARS)} of pushes; the tallest has ${countText(most, "image")}.</figcaption>
</figure>`;
}

function spanText(milliseconds: number): string {
  const hours = milliseconds / 3_600_000;
  if (hours < 1) return `${(milliseconds / 60_000).toFixed(1)} minutes`;
  return hours < 48 ? `${hours.toFixed(1)} hours` : `${(hours / 24).toFixed(1)} days`;
}

function total(bar: ReadonlyMap<string, Stack>): number {
  return [...bar.values()].reduce((sum, { images }) => sum + images, 0);
}

function drawBar(bar: ReadonlyMap<string, Stack>, index: number, most: number, start: number): string {
  let top = HEIGHT;
  const x = (WIDTH / BARS) * index;
  return [...bar.values()]
    .sort((a, b) => a.place - b.place)
    .map(({ color, label, images, bytes }) => {
      const height = (images / most) * (HEIGHT - ROOM);
      top -= height;
      const title = `from ${dayText(start)}: ${countText(images, "image")} ${label}, ${bytesText(bytes)}`;
      return `<rect x="${(x + 1).toFixed(1)}" y="${top.toFixed(1)}" width="${(WIDTH / BARS - 2).toFixed(1)}" height="${height.toFixed(1)}" fill="${color}"><title>${escaped(title)}</title></rect>\n`;
    })
    .join("");
}
