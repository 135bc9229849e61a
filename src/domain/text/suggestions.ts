import { distance } from "fastest-levenshtein";

/**
 * The known word that was most likely meant; `undefined` if none is close. A word is close if it is the only one that
 * starts or ends with the given word, or if it differs in at most a third of the letters (at least 2), ignoring case.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const begun = known.filter((candidate) => wanted.length >= 3 && candidate.toLowerCase().startsWith(wanted));
  if (begun.length === 1) return begun[0];
  const ended = known.filter((candidate) => wanted.length >= 4 && candidate.toLowerCase().endsWith(wanted));
  if (ended.length === 1) return ended[0];
  const tolerance = Math.max(2, Math.floor(word.length / 3));
  const ranked = known
    .map((candidate) => ({ candidate, far: distance(wanted, candidate.toLowerCase()) }))
    .filter(({ far }) => far <= tolerance)
    .sort((a, b) => a.far - b.far || a.candidate.localeCompare(b.candidate, "en"));
  return ranked[0]?.candidate;
}

/** ` Did you mean "x"?` with a leading space, or an empty string. */
export function didYouMean(word: string, known: readonly string[]): string {
  const candidate = nearest(word, known);
  return candidate === undefined ? "" : ` Did you mean ${JSON.stringify(candidate)}?`;
}
