import { quoteValue } from "../../domain/problems/problem";
import { DURATION_FORM, readDuration } from "../../domain/text/duration";

/**
 * Parses `--wait`.
 * @returns milliseconds
 * @throws Error if the text is not a duration
 */
export function waitOption(text: string): number {
  const wait = readDuration(text);
  if (wait === undefined) throw new Error(`--wait: expected ${DURATION_FORM}, found ${quoteValue(text)}`);
  return wait;
}
