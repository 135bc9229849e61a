/** What a POSIX shell takes as it is, and how a single quote is written between two of them. */
export const PLAIN_WORD = /^[\w+=,.@:/-]+$/;
export const QUOTE_IN_QUOTES = "'\\''";

/** One word of a shell's command, quoted where it has to be: paths of roles may hold `$`, `&` and quotes. */
export function shellWord(word: string): string {
  return PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", QUOTE_IN_QUOTES)}'`;
}
