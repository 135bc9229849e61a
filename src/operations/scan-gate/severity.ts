import { didYouMean } from "../../domain/text/suggestions";
import { oneOf, quoteValue } from "../../domain/problems/problem";
import {
  orWorse,
  severitiesOf,
  SEVERITY_WORDS,
  severityWords,
  type FindingSeverity,
} from "../../domain/images/scan-kinds";

/**
 * The severities that fail a gate: those that are named, and all that are worse than one of them. `undefined` is on no
 * scale, so it fails only when it is named.
 * @param text names with commas between them, in any letter case: `critical,high`
 * @throws Error naming every word that is no severity
 */
export function parseFailOn(text: string): readonly FindingSeverity[] {
  const { words, strange } = severityWords(text);
  if (strange.length > 0) {
    const found = strange
      .map((word) => `${quoteValue(word)} is no severity.${didYouMean(word, SEVERITY_WORDS)}`)
      .join(" ");
    throw new Error(`--fail-on: ${found} Write one or more of ${oneOf(SEVERITY_WORDS, "and")}, as in critical,high`);
  }
  return orWorse(severitiesOf(words));
}
