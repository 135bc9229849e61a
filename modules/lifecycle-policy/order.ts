import { activeSince, type Image } from "./image";

const DIGIT = 2 ** 16;

/**
 * The images from the newest to the oldest; equal times by digest, so that the order never depends on the listing's.
 * A radix sort: its time grows with the number of images, not faster, up to the most that a repository holds and beyond.
 */
export function newestFirst(images: readonly Image[]): Image[] {
  const times = Float64Array.from(images, activeSince);
  const latest = times.reduce((a, b) => Math.max(a, b), -Infinity);
  // Milliseconds before the newest: whole numbers from 0, the newest first.
  const ages = times.map((time) => latest - time);
  const oldest = ages.reduce((a, b) => Math.max(a, b), 0);
  let order = Uint32Array.from(images, (_, index) => index);
  for (let unit = 1; unit <= oldest; unit *= DIGIT) order = sortedByDigit(order, ages, unit);
  const sorted: Image[] = [];
  for (const index of order) {
    const image = images[index];
    if (image !== undefined) sorted.push(image);
  }
  sortEqualTimes(sorted);
  return sorted;
}

/** One pass: by one digit of the ages, in the order so far where that is equal. */
function sortedByDigit(order: Uint32Array, ages: Float64Array, unit: number): Uint32Array<ArrayBuffer> {
  const digitOf = (index: number): number => Math.floor((ages[index] ?? 0) / unit) % DIGIT;
  const starts = new Uint32Array(DIGIT + 1);
  for (const index of order) {
    const next = digitOf(index) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let digit = 1; digit <= DIGIT; digit += 1) starts[digit] = (starts[digit] ?? 0) + (starts[digit - 1] ?? 0);
  const sorted = new Uint32Array(order.length);
  for (const index of order) {
    const digit = digitOf(index);
    const place = starts[digit] ?? 0;
    sorted[place] = index;
    starts[digit] = place + 1;
  }
  return sorted;
}

function sortEqualTimes(sorted: Image[]): void {
  let start = 0;
  for (let end = 1; end <= sorted.length; end += 1) {
    const first = sorted[start];
    const next = sorted[end];
    if (first === undefined || (next !== undefined && activeSince(next) === activeSince(first))) continue;
    if (end - start > 1) {
      const equal = sorted.slice(start, end).sort((a, b) => (a.digest < b.digest ? -1 : 1));
      for (const [offset, image] of equal.entries()) sorted[start + offset] = image;
    }
    start = end;
  }
}
