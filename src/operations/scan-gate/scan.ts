import { type ScanKind, type FindingSeverity } from "../../domain/images/scan-kinds";

/** One vulnerability in one package. */
export interface ScanFinding {
  /** Usually `CVE-2026-1234`; empty if AWS gives none. */
  readonly id: string;
  readonly severity: FindingSeverity;
  readonly package?: string;
  readonly version?: string;
  /** The version that fixes it. @default - there is none, or this kind of scan does not include it */
  readonly fixedIn?: string;
  readonly uri?: string;
  /** Amazon Inspector's status of a finding that is not open. @default - the finding is open */
  readonly settled?: "suppressed" | "closed";
}

/** Number of findings of one severity that AWS lists on all pages. */
export interface ListedCount {
  /** Findings that Amazon Inspector has neither suppressed nor closed. */
  readonly open: number;
  readonly all: number;
}

export type ListedCounts = Readonly<Partial<Record<FindingSeverity, ListedCount>>>;

/** AWS's response about the scan of one image. */
export interface ScanAnswer {
  readonly kind: ScanKind;
  /** AWS's status: `COMPLETE`, `ACTIVE`, `PENDING`, ... */
  readonly status: string;
  readonly description?: string;
  /** ISO 8601, the end of the last scan. @default - AWS gives no time */
  readonly completedAt?: string;
  /** ISO 8601, when the image's digest was pushed. */
  readonly pushedAt: string;
  /** Findings by severity, as AWS counts them. @default - AWS gives no counts */
  readonly counts?: Readonly<Partial<Record<FindingSeverity, number>>>;
  /**
   * Whether the response has neither findings nor counts. An enhanced scan without a date and with an empty list is an
   * exception: ECR has no counts for it, and Amazon Inspector confirms that it was done. @default false
   */
  readonly uncounted?: boolean;
  /** Why the result is not final yet. @default - the result is final */
  readonly pending?: string;
  /** From all pages. */
  readonly findings: readonly ScanFinding[];
  /** Listed findings by severity, before they are split by package. */
  readonly listed: ListedCounts;
  /** Unknown values, and contradictions to the request. An image with faults does not pass. */
  readonly faults: readonly string[];
}

/** The state of a scan: done, waiting, or never done. */
export type ScanState =
  | { readonly state: "done" }
  | {
      readonly state: "waiting";
      readonly why: string;
      /** Only the time of its completion is missing. */
      readonly undated: boolean;
    }
  | {
      readonly state: "never";
      readonly why: string;
      /** AWS cannot scan this kind of image, however often it is scanned. */
      readonly unscannable: boolean;
    };

/** Statuses after which no result will follow, and what to do. */
const NEVER: Readonly<Record<string, string>> = {
  FAILED: "the scan failed",
  UNSUPPORTED_IMAGE: "AWS cannot scan this kind of image",
  SCAN_ELIGIBILITY_EXPIRED:
    "the image is older than the registry's scan duration, so it is no longer scanned. Push it again",
  LIMIT_EXCEEDED: "the scan limit is reached. AWS scans an image at most once every 24 hours",
  IMAGE_ARCHIVED: "the image is archived. Restore it first",
};

/**
 * The state of a scan. AWS reports `COMPLETE` or `ACTIVE` with no findings for an image that Amazon Inspector has not scanned
 * yet. So a scan is done only if AWS gives its end, and the end is not before the image's push.
 * @see https://github.com/aws/aws-sdk/issues/289
 */
export function stateOf(answer: ScanAnswer): ScanState {
  const { status, description, completedAt, pushedAt, pending, faults } = answer;
  if (faults.length > 0) {
    const why = `unexpected response from AWS: ${faults.join("; ")}. ${ADVICE}`;
    return { state: "never", why, unscannable: false };
  }
  const word = status === "" ? "AWS does not report a status" : status;
  const statusText = description === undefined || description === "" ? word : `${word}: ${description}`;
  if (status === "COMPLETE" || status === "ACTIVE") {
    if (pending !== undefined) return { state: "waiting", why: pending, undated: false };
    if (completedAt === undefined) {
      const why = `AWS reports ${status}, but does not report when the scan finished`;
      return { state: "waiting", why, undated: true };
    }
    if (seconds(completedAt) >= seconds(pushedAt)) return { state: "done" };
    const why = `the last scan (${completedAt}) is older than the push of the image (${pushedAt})`;
    return { state: "waiting", why, undated: false };
  }
  const never = NEVER[status];
  if (never !== undefined) {
    return { state: "never", why: `${never} (${statusText})`, unscannable: isUnscannable(answer) };
  }
  return { state: "waiting", why: `the scan has not finished (${statusText})`, undated: false };
}

/**
 * Whether the kind of image is the reason for the missing scan. Enhanced scans have a status for it, basic scans an error.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-troubleshooting.html
 */
function isUnscannable({ status, description = "" }: ScanAnswer): boolean {
  return status === "UNSUPPORTED_IMAGE" || (status === "FAILED" && /\bUnsupportedImageError\b/.test(description));
}

const ADVICE =
  "Check the image in the ECR console, and any proxy between you and AWS. If AWS has added a new value, update cdktf-ecr";

const DAY_MS = 86_400_000;

/** The fault of a scan that ended in the future. No clock is wrong by a day. */
export function inTheFuture(completedAt: string | undefined, now: Date): string[] {
  if (completedAt === undefined || Date.parse(completedAt) <= now.getTime() + DAY_MS) return [];
  return [`expected a scan in the past, found the completion time ${completedAt}, more than a day in the future`];
}

/** Whole seconds, because only some of AWS's times have fractions. */
function seconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}
