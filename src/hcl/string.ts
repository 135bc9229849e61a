const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Template source, escaped for the inside of a quoted string. */
export function quotedSource(source: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters in question
  return source.replaceAll(/["\\\u0000-\u001f\u007f]/g, (character) => ESCAPES[character] ?? unicode(character));
}

/** Literal text as template source, with `${` and `%{` escaped. */
export function literalSource(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);
}

function unicode(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * A letter after a mark, as in conjuncts of Devanagari. Newer versions of Unicode count such a conjunct as one character,
 * `terraform fmt` (Unicode 15.0) as several. Vowel signs of Thai and Lao always belong to the letter before them and are
 * excluded. The Unicode version depends on that of Node, and the output must not.
 */
const CONJOINED = /(?<=[\p{M}\u200d])(?![\u0e33\u0eb3])\p{Lo}/gu;

/** Columns as `terraform fmt` counts them: one for each character that a reader sees. */
export function displayWidth(text: string): number {
  // eslint-disable-next-line no-control-regex -- all of ASCII, which is one column each and nearly all there is
  if (/^[\u0000-\u007f]*$/.test(text)) return text.length;
  return [...segmenter.segment(text)].reduce(
    (sum, { segment }) => sum + 1 + (segment.match(CONJOINED)?.length ?? 0),
    0,
  );
}
