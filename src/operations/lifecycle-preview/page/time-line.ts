import { type LifecycleDecision } from "../../../domain/lifecycle-policy/decision";
import { activeSince, DAY, storedBytes } from "../../../domain/images/image";
import { bytesText, countText, dayText } from "../../../domain/text/format";
import { colorOf } from "./colors";
import { escaped } from "../../page/html";

const WIDTH = 1000;
const HEIGHT = 220;
/** A bar is so many whole hours or days that there are not many more bars than this. */
const BARS = 60;
const HOUR = DAY / 24;
/** Spans from here on have bars of whole days. */
const DAYS_FROM = 2 * DAY;

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
  const to = Math.max(now.getTime(), activeSince(newest.image));
  const unit = to - from < DAYS_FROM ? HOUR : DAY;
  const span = unit * Math.max(1, Math.ceil((to - from) / BARS / unit));
  // Days begin at midnight, UTC.
  const start = Math.floor(from / unit) * unit;
  const bars = Array.from({ length: Math.floor((to - start) / span) + 1 }, () => new Map<string, Stack>());
  for (const { image, action, rulePriority } of decisions) {
    const place = Math.floor((activeSince(image) - start) / span);
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
  const top = roundAbove(most);
  const timeOf = (index: number): string => timeText(start + span * index, unit);
  const drawn = bars.map((bar, index) => drawBar(bar, WIDTH / bars.length, index, top, timeOf(index)));
  const label = `Timeline of ${countText(decisions.length, "image")}, pushed from ${dayText(from)} to ${dayText(to)}`;
  const marks = top === 1 ? [top, 0] : [top, top / 2, 0];
  return `<figure>
<div class="chart"><div class="counts" aria-hidden="true">${marks.map((mark) => `<span>${mark.toLocaleString("en-US")}</span>`).join("")}</div>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}">
${drawn.join("")}</svg>
<div class="axis">${axisPlaces(bars.length)
    .map((index) => `<span>${timeOf(index)}</span>`)
    .join("")}</div></div>
<figcaption>Each bar shows the images pushed within ${countText(span / unit, unit === DAY ? "day" : "hour")} (UTC). The tallest bar has ${countText(most, "image")}.</figcaption>
</figure>`;
}

/** First, middle and last bar. */
function axisPlaces(bars: number): number[] {
  return [...new Set([0, Math.floor((bars - 1) / 2), bars - 1])];
}

function timeText(time: number, unit: number): string {
  return unit === DAY ? dayText(time) : `${dayText(time)} ${String(Math.floor(time / HOUR) % 24).padStart(2, "0")}:00`;
}

/** The next number of the form 1, 2, 4, 6, 8 or 10 times a power of ten, whose half is a whole number, except for 1. */
function roundAbove(count: number): number {
  const power = 10 ** Math.floor(Math.log10(count));
  return power * (STEPS.find((step) => step * power >= count) ?? 10);
}

const STEPS = [1, 2, 4, 6, 8];

function total(bar: ReadonlyMap<string, Stack>): number {
  return [...bar.values()].reduce((sum, { images }) => sum + images, 0);
}

function drawBar(bar: ReadonlyMap<string, Stack>, width: number, index: number, most: number, start: string): string {
  let top = HEIGHT;
  const x = width * index;
  return [...bar.values()]
    .sort((a, b) => a.place - b.place)
    .map(({ color, label, images, bytes }) => {
      const height = (images / most) * HEIGHT;
      top -= height;
      const title = `from ${start}: ${countText(images, "image")} ${label}, ${bytesText(bytes)}`;
      return `<rect x="${(x + 1).toFixed(1)}" y="${top.toFixed(1)}" width="${(width - 2).toFixed(1)}" height="${height.toFixed(1)}" fill="${color}"><title>${escaped(title)}</title></rect>\n`;
    })
    .join("");
}
