/** Areas of diagnosis, in the order of the report. */
export const AREAS = [
  "access",
  "repository",
  "registry",
  "push",
  "pull",
  "workflow",
  "workload",
  "operator",
  "cluster",
  "lifecycle",
  "cost",
] as const;

export type Area = (typeof AREAS)[number];

/**
 * Result of one check: the cause of a problem (`cause`), no problem (`ok`), the facts could not be read (`unknown`), or
 * the check did not run (`skipped`).
 */
export const VERDICTS = ["cause", "unknown", "skipped", "ok"] as const;

export type DiagnosisVerdict = (typeof VERDICTS)[number];

/** The result of one check. */
export interface Diagnosis {
  /** Stable name, `<area>/<cause>`: `push/immutable-tag`. */
  readonly id: `${Area}/${string}`;
  readonly verdict: DiagnosisVerdict;
  /**
   * The repository, role, cluster or manifest that was checked.
   * @default - the environment as a whole
   */
  readonly about?: string;
  /** What was found, and where. */
  readonly evidence: string;
  /** What to do. Every cause has a fix. */
  readonly fix?: string;
}

type Id = Diagnosis["id"];

export function cause(id: Id, about: string | undefined, evidence: string, fix: string): Diagnosis {
  return { id, verdict: "cause", about, evidence, fix };
}

export function ok(id: Id, about: string | undefined, evidence: string): Diagnosis {
  return { id, verdict: "ok", about, evidence };
}

export function unknownCause(id: Id, about: string | undefined, evidence: string): Diagnosis {
  return { id, verdict: "unknown", about, evidence };
}

export function skipped(id: Id, about: string | undefined, evidence: string): Diagnosis {
  return { id, verdict: "skipped", about, evidence };
}

/** The area of a diagnosis. */
export function areaOf({ id }: Diagnosis): string {
  return id.slice(0, id.indexOf("/"));
}

export function hasCause(diagnoses: readonly Diagnosis[]): boolean {
  return diagnoses.some(({ verdict }) => verdict === "cause");
}
