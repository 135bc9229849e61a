import { inTheFuture, type ScanAnswer } from "./scan";

/** Amazon Inspector's coverage of an image. */
export interface Coverage {
  /** Reason of the status: `SUCCESSFUL`, `PENDING_INITIAL_SCAN`, ... */
  readonly reason: string;
  /** ISO 8601. @default - the image has not been scanned */
  readonly scannedAt?: string | undefined;
}

/**
 * Reasons for a finished scan: a continuous scan, or a single scan on push.
 * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_ScanStatus.html
 */
export const SCANNED: readonly string[] = ["SUCCESSFUL", "SCAN_FREQUENCY_SCAN_ON_PUSH"];

/** How long after a scan its findings may be missing in ECR. */
export const FINDINGS_DELAY_SECONDS = 30;

/**
 * Adds Amazon Inspector's coverage to a response of ECR without a scan time.
 * @param now time of the request to ECR, or earlier
 */
export function withCoverage(answer: ScanAnswer, { reason, scannedAt }: Coverage, now: Date): ScanAnswer {
  if (scannedAt === undefined || !SCANNED.includes(reason)) {
    return {
      ...answer,
      kind: "enhanced",
      pending: `Amazon Inspector does not report a finished scan of the image (${reason})`,
    };
  }
  const faults = inTheFuture(scannedAt, now);
  if (faults.length > 0) return { ...answer, kind: "enhanced", faults: [...answer.faults, ...faults] };
  if (now.getTime() - Date.parse(scannedAt) < FINDINGS_DELAY_SECONDS * 1000) {
    const pending = `Amazon Inspector scanned the image at ${scannedAt}, but the findings may not be complete yet`;
    return { ...answer, kind: "enhanced", pending };
  }
  return { ...answer, kind: "enhanced", completedAt: scannedAt };
}
