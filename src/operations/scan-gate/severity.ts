import { didYouMean } from "../../domain/text/suggestions";
import {
  orWorse,
  severitiesOf,
  SEVERITY_WORDS,
  severityWords,
  unknownSeverities,
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
    throw new Error(`--fail-on: ${unknownSeverities(strange)}${suggestions === "" ? "" : `.${suggestions}`}`);
  }
  return orWorse(severitiesOf(words));
}
