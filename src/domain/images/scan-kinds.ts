import { oneOf, quoteValue } from "../problems/problem";

/** Severities of findings, the most severe first. `UNDEFINED` findings have no rating yet. */
export const SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNDEFINED"] as const;

export type FindingSeverity = (typeof SEVERITIES)[number];

/** Severities in lower case, as users write them. */
export const SEVERITY_WORDS: readonly string[] = SEVERITIES.map((severity) => severity.toLowerCase());

export const SCAN_KINDS = ["basic", "enhanced"] as const;

/** `basic` scans are ECR's own, `enhanced` ones Amazon Inspector's. */
export type ScanKind = (typeof SCAN_KINDS)[number];

/** Amazon Inspector's name for findings without a rating. */
export const UNTRIAGED = "UNTRIAGED";

/** The names of a severity in the counts of ECR and Amazon Inspector. */
export function countedAs(severity: FindingSeverity): readonly string[] {
  return severity === "UNDEFINED" ? [severity, UNTRIAGED] : [severity];
}

/** The named severities and all more severe ones. `UNDEFINED` has no rank, so it is included only if it is named. */
export function orWorse(named: ReadonlySet<FindingSeverity>): FindingSeverity[] {
  const mildest = SEVERITIES.findLastIndex((severity) => severity !== "UNDEFINED" && named.has(severity));
  return SEVERITIES.filter((severity, index) => (severity === "UNDEFINED" ? named.has(severity) : index <= mildest));
}

/**
 * The severity for a word of ECR or Amazon Inspector, in any letter case.
 * @returns `undefined` for an unknown word; treating it as harmless would let anything pass
 */
export function severityOf(text: string | undefined): FindingSeverity | undefined {
  const word = text?.toUpperCase();
  return SEVERITIES.find((severity) => word !== undefined && countedAs(severity).includes(word));
}

/** The severities for words; unknown words are skipped. */
export function severitiesOf(words: readonly string[]): ReadonlySet<FindingSeverity> {
  return new Set(words.flatMap((word) => severityOf(word) ?? []));
}

/** What is wrong with words that are not severities. */
export function unknownSeverities(words: readonly string[]): string {
  return `expected ${oneOf(SEVERITY_WORDS)}, separated by commas, found ${words.map(quoteValue).join(", ")}`;
}

/** The words of a comma-separated list in lower case, and the unknown ones among them. */
export function severityWords(text: string): {
  readonly words: readonly string[];
  readonly strange: readonly string[];
} {
  const words = text.split(",").map((word) => word.trim().toLowerCase());
  const known = [...SEVERITY_WORDS, UNTRIAGED.toLowerCase()];
  return { words, strange: words.filter((word) => !known.includes(word)) };
}
