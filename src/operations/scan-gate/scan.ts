import { type ListedCounts } from "./counts";
import { type ScanKind, type FindingSeverity } from "../../domain/images/scan-kinds";

/** One vulnerability in one package. */
export interface ScanFinding {
  /** `CVE-2026-1234`, as a rule; empty where AWS gives none. */
  readonly id: string;
  readonly severity: FindingSeverity;
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
  /** ISO 8601, the end of the last scan. @default - AWS does not say */
  readonly completedAt?: string;
  /** ISO 8601, when the image's digest was pushed. */
  readonly pushedAt: string;
  /** Findings by severity, as AWS counts them. @default - AWS gives no counts */
  readonly counts?: Readonly<Partial<Record<FindingSeverity, number>>>;
  /**
   * Whether nothing at all is said about findings. An enhanced scan without a date and with an empty list is not among these:
   * ECR has no counts for it, and Amazon Inspector is asked whether it was done. @default false
   */
  readonly uncounted?: boolean;
  /** Why it is too early to rely on the answer. @default - nothing says so */
  readonly pending?: string;
  /** Of all pages. */
  readonly findings: readonly ScanFinding[];
  /** How many findings AWS lists by severity, before they are split by package. */
  readonly listed: ListedCounts;
  /** What in the answer is not understood or contradicts the question. With any, the image does not pass. */
  readonly faults: readonly string[];
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
 * list of findings. So a scan is done only when AWS says when it ended, and that was not before the image was pushed.
 * @see https://github.com/aws/aws-sdk/issues/289
 */
export function stateOf(answer: ScanAnswer): ScanState {
  const { status, description, completedAt, pushedAt, pending, faults } = answer;
  if (faults.length > 0)
    return { state: "never", why: `AWS's answer is not understood: ${faults.join("; ")}. ${LOOK}` };
  const word = status === "" ? "AWS gives no status" : status;
  const said = description === undefined || description === "" ? word : `${word}: ${description}`;
  if (status === "COMPLETE" || status === "ACTIVE") {
    if (pending !== undefined) return { state: "waiting", why: pending, undated: false };
    if (completedAt === undefined) {
      return { state: "waiting", why: `AWS says ${status}, but not when the scan was done`, undated: true };
    }
    if (seconds(completedAt) >= seconds(pushedAt)) return { state: "done" };
    const why = `the last scan, of ${completedAt}, is from before the image was pushed, at ${pushedAt}`;
    return { state: "waiting", why, undated: false };
  }
  const never = NEVER[status];
  if (never !== undefined) return { state: "never", why: `${never} (${said})` };
  return { state: "waiting", why: `the scan is not done (${said})`, undated: false };
}

const LOOK =
  "Look at the image in the ECR console, and check any proxy in between; if AWS has introduced new words, update this project";

const DAY_MS = 86_400_000;

/** A scan that is not over yet, and no clock is wrong by a day, is a fault of an answer. */
export function inTheFuture(completedAt: string | undefined, now: Date): string[] {
  if (completedAt === undefined || Date.parse(completedAt) <= now.getTime() + DAY_MS) return [];
  return [`expected the time of a scan that is over, found ${completedAt}, more than a day after now`];
}

/** AWS gives some times in whole seconds and some with fractions. */
function seconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}
