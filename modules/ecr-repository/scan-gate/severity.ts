import { didYouMean } from "../../core/nearest";
import { oneOf, shown } from "../../core/problem";
import { SEVERITIES, SEVERITY_WORDS, type Severity } from "./scan-words";

/** What a severity is called by ECR's basic scan and by Amazon Inspector, which says `UNTRIAGED`. */
export function severityOf(text: string | undefined): Severity {
  return SEVERITIES.find((severity) => severity === text?.toUpperCase()) ?? "UNDEFINED";
}

/**
 * The severities that fail a gate: those that are named, and all that are worse than one of them. `undefined` is on no
 * scale, so it fails only when it is named.
 * @param text names with commas between them, in any letter case: `critical,high`
 * @throws Error naming every word that is no severity
 */
export function parseFailOn(text: string): readonly Severity[] {
  const words = text.split(",").map((word) => word.trim().toLowerCase());
  const known: readonly string[] = SEVERITY_WORDS;
  const strange = words.filter((word) => word !== "untriaged" && !known.includes(word));
  if (strange.length > 0) {
    const found = strange.map((word) => `${shown(word)} is no severity.${didYouMean(word, known)}`).join(" ");
    throw new Error(`--fail-on: ${found} Write one or more of ${oneOf(known, "and")}, as in critical,high`);
  }
  const named = new Set(words.map((word) => severityOf(word)));
  const mildest = SEVERITIES.findLastIndex((severity) => severity !== "UNDEFINED" && named.has(severity));
  return SEVERITIES.filter((severity, index) => (severity === "UNDEFINED" ? named.has(severity) : index <= mildest));
}
