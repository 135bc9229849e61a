/** How bad a finding is, the worst first. `UNDEFINED` is one that nobody has rated yet. */
export const SEVERITIES = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNDEFINED"] as const;

export type Severity = (typeof SEVERITIES)[number];

/** A severity as people write it. */
export type SeverityWord = Lowercase<Severity>;

export const SEVERITY_WORDS = SEVERITIES.map((severity) => severity.toLowerCase() as SeverityWord);

export const SCAN_KINDS = ["basic", "enhanced"] as const;

/** Who scans: ECR itself, or Amazon Inspector. */
export type ScanKind = (typeof SCAN_KINDS)[number];
