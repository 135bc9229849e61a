import { activeSince, type Image } from "../images/image";

/** Bits of a digit: few enough that the counts of all its values stay in a processor's cache. */
const BITS = 11;
const VALUES = 2 ** BITS;
const WORD = 2 ** 32;

/** Images as the sort moves them: their places in the list, and how long before the newest each was pushed, in two words. */
interface Keys {
  readonly places: Uint32Array;
  /** Milliseconds, the lower 32 bits. */
  readonly low: Uint32Array;
  /** Milliseconds, the bits above. */
  readonly high: Uint32Array;
}

/**
 * The images from the newest to the oldest; equal times by digest, so that the order never depends on the listing's.
 * A radix sort: its time grows with the number of images, not faster, up to the most that a repository holds and beyond.
 */
export function newestFirst(images: readonly Image[]): Image[] {
  const sorted = sortedKeys(keysOf(images));
  const { places, low, high } = sorted;
  const ordered: Image[] = [];
  for (const place of places) {
    const image = images[place];
    if (image !== undefined) ordered.push(image);
  }
  let start = 0;
  for (let end = 1; end <= places.length; end += 1) {
    if (end < places.length && low[end] === low[start] && high[end] === high[start]) continue;
    if (end - start > 1) sortByDigest(ordered, start, end);
    start = end;
  }
  return ordered;
}

function keysOf(images: readonly Image[]): Keys {
  let latest = -Infinity;
  for (const image of images) latest = Math.max(latest, activeSince(image));
  const keys = emptyKeys(images.length);
  images.forEach((image, place) => {
    // Milliseconds before the newest: whole numbers from 0, the newest first.
    const age = latest - activeSince(image);
    keys.places[place] = place;
    keys.low[place] = age % WORD;
    keys.high[place] = age / WORD;
  });
  return keys;
}

function emptyKeys(count: number): Keys {
  return { places: new Uint32Array(count), low: new Uint32Array(count), high: new Uint32Array(count) };
}

/** By one digit after the other, the least significant first; each pass leaves equal digits in the order so far. */
function sortedKeys(keys: Keys): Keys {
  let from = keys;
  let to = emptyKeys(keys.places.length);
  for (const word of ["low", "high"] as const) {
    const most = keys[word].reduce((a, b) => Math.max(a, b), 0);
    for (let shift = 0; shift < 32 && most >>> shift > 0; shift += BITS) {
      sortByDigit(from, to, from[word], shift);
      [from, to] = [to, from];
    }
  }
  return from;
}

function sortByDigit(from: Keys, to: Keys, word: Uint32Array, shift: number): void {
  const { places, low, high } = from;
  const starts = new Uint32Array(VALUES + 1);
  for (const key of word) {
    const next = ((key >>> shift) & (VALUES - 1)) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let value = 1; value <= VALUES; value += 1) starts[value] = (starts[value] ?? 0) + (starts[value - 1] ?? 0);
  for (let index = 0; index < word.length; index += 1) {
    const value = ((word[index] ?? 0) >>> shift) & (VALUES - 1);
    const place = starts[value] ?? 0;
    starts[value] = place + 1;
    to.places[place] = places[index] ?? 0;
    to.low[place] = low[index] ?? 0;
    to.high[place] = high[index] ?? 0;
  }
}

/** Equal times are of a few images, as a rule: those are put in their places one by one. */
const FEW = 16;

function sortByDigest(ordered: Image[], start: number, end: number): void {
  if (end - start > FEW) {
    const equal = ordered.slice(start, end).sort((a, b) => (a.digest < b.digest ? -1 : 1));
    for (const [offset, image] of equal.entries()) ordered[start + offset] = image;
    return;
  }
  for (let index = start + 1; index < end; index += 1) {
    const image = ordered[index];
    if (image === undefined) continue;
    let place = index;
    for (; place > start; place -= 1) {
      const before = ordered[place - 1];
      if (before === undefined || before.digest < image.digest) break;
      ordered[place] = before;
    }
    ordered[place] = image;
  }
}
