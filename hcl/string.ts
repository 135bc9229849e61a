const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Template source as the inside of a quoted string. */
export function quotedSource(source: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters in question
  return source.replaceAll(/["\\\u0000-\u001f\u007f]/g, (character) => ESCAPES[character] ?? unicode(character));
}

/** Text that stands for itself, as template source: `${` and `%{` begin nothing. */
export function literalSource(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);
}

function unicode(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Columns as `terraform fmt` counts them: what a reader sees as one character is one. */
export function columns(text: string): number {
  // eslint-disable-next-line no-control-regex -- all of ASCII, which is one column each and nearly all there is
  return /^[\u0000-\u007f]*$/.test(text) ? text.length : [...segmenter.segment(text)].length;
}
