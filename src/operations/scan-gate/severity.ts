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
 * The failing severities: the named ones, and all more severe ones. `undefined` has no rank, so it fails only if named.
 * @param text comma-separated names in any letter case: `critical,high`
 * @throws Error with every unknown name
 */
export function parseFailOn(text: string): readonly FindingSeverity[] {
  const { words, strange } = severityWords(text);
  if (strange.length > 0) {
    const suggestions = strange.map((word) => didYouMean(word, SEVERITY_WORDS)).join("");
    const found = `${strange.map(quoteValue).join(", ")}${suggestions === "" ? "" : `.${suggestions}`}`;
    throw new Error(`--fail-on: expected ${oneOf(SEVERITY_WORDS)}, separated by commas, found ${found}`);
  }
  return orWorse(severitiesOf(words));
}
