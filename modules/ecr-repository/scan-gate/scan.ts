import { type ScanKind, type Severity } from "./scan-words";

/** One vulnerability in one package. */
export interface Finding {
  /** `CVE-2026-1234`, as a rule; empty where AWS gives none. */
  readonly id: string;
  readonly severity: Severity;
  readonly package?: string;
  readonly version?: string;
  /** The version that no longer has it. @default - there is none, or the kind of scan does not tell */
  readonly fixedIn?: string;
  readonly uri?: string;
  /** Amazon Inspector's own word where the finding is no longer open there. @default - it is open */
  readonly settled?: "suppressed" | "closed";
}

/** What AWS says about the scan of one image. */
export interface ScanAnswer {
  readonly kind: ScanKind;
  /** AWS's word: `COMPLETE`, `ACTIVE`, `PENDING`, ... */
  readonly status: string;
  readonly description?: string;
  /** ISO 8601. */
  readonly completedAt?: string;
  /** Findings by severity, as AWS counts them. @default - AWS gives no counts */
  readonly counts?: Readonly<Partial<Record<Severity, number>>>;
  /** Why it is too early to go by the answer, by what Amazon Inspector says. @default - it says nothing of that kind */
  readonly pending?: string;
  /** Of all pages. */
  readonly findings: readonly Finding[];
}

/** How far a scan is: done, still to wait for, or never to be done. */
export type ScanState =
  | { readonly state: "done" }
  | {
      readonly state: "waiting";
      readonly why: string;
      /** Only the time of its completion is missing. */
      readonly undated: boolean;
    }
  | { readonly state: "never"; readonly why: string };

/** Statuses after which no findings will come, and what can be done. */
const NEVER: Readonly<Record<string, string>> = {
  FAILED: "the scan failed",
  UNSUPPORTED_IMAGE: "AWS cannot scan such an image",
  SCAN_ELIGIBILITY_EXPIRED:
    "the image is no longer scanned, since it is older than the registry's scan duration; push it again",
  LIMIT_EXCEEDED: "the limit of scans is reached; an image can be scanned once in 24 hours",
  IMAGE_ARCHIVED: "the image is archived; restore it first",
};

/**
 * How far a scan is. AWS says `COMPLETE` or `ACTIVE` for an image that Amazon Inspector has not looked at yet, with an empty
 * list of findings; it is done only when there is something that a finished scan leaves: its time, its counts, or a finding.
 * @see https://github.com/aws/aws-sdk/issues/289
 */
export function stateOf({ status, description, completedAt, counts, pending, findings }: ScanAnswer): ScanState {
  const said = description === undefined || description === "" ? status : `${status}: ${description}`;
  if (status === "COMPLETE" || status === "ACTIVE") {
    if (completedAt !== undefined || counts !== undefined || findings.length > 0) return { state: "done" };
    if (pending !== undefined) return { state: "waiting", why: pending, undated: false };
    return {
      state: "waiting",
      why: `AWS says ${status}, but neither when the scan was done nor what it found`,
      undated: true,
    };
  }
  const never = NEVER[status];
  if (never !== undefined) return { state: "never", why: `${never} (${said})` };
  return { state: "waiting", why: `the scan is not done (${said})`, undated: false };
}
