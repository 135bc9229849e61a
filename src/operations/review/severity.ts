/** How much a reviewer must look at a finding. */
export const SEVERITIES = ["high", "medium", "low", "note"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Kind {
  readonly severity: Severity;
  /** What is found, for the documentation. */
  readonly meaning: string;
  /** Why it has its severity, for the documentation. */
  readonly reason: string;
}
