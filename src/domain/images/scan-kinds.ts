/** How bad a finding is, the worst first. `UNDEFINED` is one that nobody has rated yet. */
export const SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNDEFINED"] as const;

export type FindingSeverity = (typeof SEVERITIES)[number];

/** Severities as people write them. */
export const SEVERITY_WORDS: readonly string[] = SEVERITIES.map((severity) => severity.toLowerCase());

export const SCAN_KINDS = ["basic", "enhanced"] as const;

/** Who scans: ECR itself, or Amazon Inspector. */
export type ScanKind = (typeof SCAN_KINDS)[number];

/** What Amazon Inspector calls a finding that nobody has rated yet. */
export const UNTRIAGED = "UNTRIAGED";

/** What AWS calls a severity in its counts, ECR and Amazon Inspector. */
export function countedAs(severity: FindingSeverity): readonly string[] {
  return severity === "UNDEFINED" ? [severity, UNTRIAGED] : [severity];
}

/** The severities that are named, and all that are worse than one of them; `UNDEFINED` is on no scale, and is there only where it is named. */
export function orWorse(named: ReadonlySet<FindingSeverity>): FindingSeverity[] {
  const mildest = SEVERITIES.findLastIndex((severity) => severity !== "UNDEFINED" && named.has(severity));
  return SEVERITIES.filter((severity, index) => (severity === "UNDEFINED" ? named.has(severity) : index <= mildest));
}

/**
 * The severity that a word of ECR's basic scan or of Amazon Inspector stands for, in any letter case.
 * @returns `undefined` for a word that neither uses; treating it as mild would let anything pass
 */
export function severityOf(text: string | undefined): FindingSeverity | undefined {
  const word = text?.toUpperCase();
  return SEVERITIES.find((severity) => word !== undefined && countedAs(severity).includes(word));
}

/** The severities that words stand for. Words that are not severities are left out. */
export function severitiesOf(words: readonly string[]): ReadonlySet<FindingSeverity> {
  return new Set(words.flatMap((word) => severityOf(word) ?? []));
}

/** Words of a list with commas between them, in lower case, and those of them that are no severity. */
export function severityWords(text: string): {
  readonly words: readonly string[];
  readonly strange: readonly string[];
} {
  const words = text.split(",").map((word) => word.trim().toLowerCase());
  const known = [...SEVERITY_WORDS, UNTRIAGED.toLowerCase()];
  return { words, strange: words.filter((word) => !known.includes(word)) };
}
