import { inTheFuture, type ScanAnswer } from "./scan";

/** What Amazon Inspector says about its scans of an image. */
export interface Coverage {
  /** Its word for how things are: `SUCCESSFUL`, `PENDING_INITIAL_SCAN`, ... */
  readonly reason: string;
  /** ISO 8601. @default - it has not scanned the image */
  readonly scannedAt?: string | undefined;
}

/**
 * Reasons that stand for a scan that was done: by a continuous one, and by one on push, after which the image is not
 * scanned again.
 * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_ScanStatus.html
 */
export const SCANNED: readonly string[] = ["SUCCESSFUL", "SCAN_FREQUENCY_SCAN_ON_PUSH"];

/** How long after its scan an image's findings may still be on their way to ECR. */
export const FINDINGS_COME_LATE_SECONDS = 30;

/**
 * Adds what Amazon Inspector knows to an answer of ECR that does not say whether the image was scanned at all.
 * @param now when ECR was asked, at the latest
 */
export function withCoverage(answer: ScanAnswer, { reason, scannedAt }: Coverage, now: Date): ScanAnswer {
  if (scannedAt === undefined || !SCANNED.includes(reason)) {
    return { ...answer, kind: "enhanced", pending: `Amazon Inspector has not scanned the image yet (${reason})` };
  }
  const faults = inTheFuture(scannedAt, now);
  if (faults.length > 0) return { ...answer, kind: "enhanced", faults: [...answer.faults, ...faults] };
  if (now.getTime() - Date.parse(scannedAt) < FINDINGS_COME_LATE_SECONDS * 1000) {
    const pending = `Amazon Inspector has scanned the image at ${scannedAt}, and findings may still come`;
    return { ...answer, kind: "enhanced", pending };
  }
  return { ...answer, kind: "enhanced", completedAt: scannedAt };
}
