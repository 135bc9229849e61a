import { shortDigest } from "../text/format";
import { SEVERITIES } from "./scan-kinds";

/** The scan result of one image. */
export interface ImageScan {
  readonly digest: string;
  readonly tags: readonly string[];
  /** ECR's status: `COMPLETE`, `ACTIVE`, `IN_PROGRESS`, `FAILED`, ... @default - the image was never scanned */
  readonly status?: string;
  /** Number of findings by severity, from the last finished scan. */
  readonly severities: Readonly<Record<string, number>>;
  /** ISO 8601. */
  readonly completedAt?: string;
}

/** Finished basic scans, and enhanced scans, which continue for the image's lifetime. */
const SCANNED = ["COMPLETE", "ACTIVE"];

/** `2 critical, 1 high (v1.2)`, `none (v1.2)`, `not scanned (v1.2)`, `in progress (v1.2)`. */
export function scanText(scan: ImageScan): string {
  return `${findingsText(scan)} (${scan.tags[0] ?? shortDigest(scan.digest)})`;
}

/** `2 critical, 1 high`, `none`, `not scanned`, `in progress`. */
export function findingsText({ status, severities }: Pick<ImageScan, "status" | "severities">): string {
  const counts = Object.entries(severities)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([severity, count]) => `${count} ${severity.toLowerCase()}`);
  if (counts.length > 0) return counts.join(", ");
  if (status === undefined) return "not scanned";
  return SCANNED.includes(status) ? "none" : status.toLowerCase().replaceAll("_", " ");
}

/** The scan of a manifest list, from those of its images: the sum of their findings, and the status that is furthest behind. */
export function combinedScan([first, ...others]: readonly ImageScan[]): ImageScan | undefined {
  return (
    first &&
    others.reduce((sum, scan) => {
      const severities = { ...sum.severities };
      for (const [severity, count] of Object.entries(scan.severities))
        severities[severity] = (severities[severity] ?? 0) + count;
      const { status, ...rest } = isFinished(sum) ? { ...sum, status: scan.status } : sum;
      return { ...rest, severities, ...(status === undefined ? {} : { status }) };
    }, first)
  );
}

function isFinished({ status }: ImageScan): boolean {
  return status !== undefined && SCANNED.includes(status);
}

/** The most severe first; severities that are not known here come last. */
function rank(severity: string): number {
  const index = SEVERITIES.findIndex((known) => known === severity);
  return index < 0 ? SEVERITIES.length : index;
}
