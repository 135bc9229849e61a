/** What was looked at, in the order in which people ask. */
export const AREAS = ["access", "repository", "push", "pull", "operator", "cluster", "lifecycle", "cost"] as const;

export type Area = (typeof AREAS)[number];

/**
 * What came of looking at one possible cause: it is one (`cause`), it is none (`ok`), what it takes to know could not be
 * read (`unknown`), or it was not looked at (`skipped`).
 */
export const VERDICTS = ["cause", "unknown", "skipped", "ok"] as const;

export type DiagnosisVerdict = (typeof VERDICTS)[number];

/** One possible cause of trouble, looked at. */
export interface Diagnosis {
  /** Stable name, `<area>/<cause>`: `push/immutable-tag`. */
  readonly id: `${Area}/${string}`;
  readonly verdict: DiagnosisVerdict;
  /**
   * The repository, cluster or manifest that it is about.
   * @default - the environment as a whole
   */
  readonly about?: string;
  /** What was found, and where. */
  readonly evidence: string;
  /** What to do; every cause has it. */
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

/** At most so many names in one line, and how many more there are. */
const MOST_NAMES = 5;

/** `a, b and 12 more`. */
export function someOf(names: readonly string[], most = MOST_NAMES): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(", ")} and ${more} more` : names.join(", ");
}
