import { disagreement } from "./counts";
import { ignores, type Ignore } from "./ignore";
import { type ScanFinding, type ScanAnswer } from "./scan";
import { SEVERITIES, type FindingSeverity } from "../../domain/images/scan-kinds";

/** The result of the wait for one image's scan. */
export type ScanOutcome =
  { readonly done: true; readonly scan: ScanAnswer } | { readonly done: false; readonly why: string };

/** One image that must pass: the image itself, or a platform image of a multi-platform image. */
export interface ScannedImage {
  readonly digest: string;
  /** `linux/arm64`. @default - the image has a single platform */
  readonly platform?: string;
  readonly outcome: ScanOutcome;
}

export interface JudgedFinding extends ScanFinding {
  readonly fails: boolean;
  /** @default - the finding is not ignored */
  readonly ignored?: { readonly reason: string; readonly expires?: string };
}

export interface JudgedImage {
  readonly digest: string;
  readonly platform?: string;
  readonly passed: boolean;
  /** Why the image does not pass regardless of its findings. @default - the findings decide */
  readonly problem?: string;
  /** @default - no scan is done */
  readonly scan?: ScanAnswer;
  /** The worst first. */
  readonly findings: readonly JudgedFinding[];
}

export interface GateVerdict {
  readonly passed: boolean;
  readonly images: readonly JudgedImage[];
  /** Entries without a matching finding, if all scans are done. */
  readonly unused: readonly Ignore[];
}

/**
 * Judges images. An image passes if its scan is done and has no open finding of a failing severity.
 * @param failOn failing severities
 */
export function judge(
  images: readonly ScannedImage[],
  failOn: readonly FindingSeverity[],
  entries: readonly Ignore[] = [],
): GateVerdict {
  const judged = images.map((image) => judgeImage(image, failOn, entries));
  const findings = judged.flatMap((image) => image.findings);
  const complete = judged.every(({ scan }) => scan !== undefined);
  return {
    passed: judged.length > 0 && judged.every(({ passed }) => passed),
    images: judged,
    unused: complete ? entries.filter((entry) => !findings.some((finding) => ignores(entry, finding))) : [],
  };
}

function judgeImage(
  { digest, platform, outcome }: ScannedImage,
  failOn: readonly FindingSeverity[],
  entries: readonly Ignore[],
): JudgedImage {
  const image = platform === undefined ? { digest } : { digest, platform };
  if (!outcome.done) return { ...image, passed: false, problem: outcome.why, findings: [] };
  const { scan } = outcome;
  const findings = [...scan.findings].sort(bySeverity).map((finding) => judgeFinding(finding, failOn, entries));
  const problem = disagreement(scan, failOn);
  return {
    ...image,
    passed: problem === undefined && !findings.some(({ fails }) => fails),
    ...(problem === undefined ? {} : { problem }),
    scan,
    findings,
  };
}

function judgeFinding(
  finding: ScanFinding,
  failOn: readonly FindingSeverity[],
  entries: readonly Ignore[],
): JudgedFinding {
  const entry = entries.find((candidate) => ignores(candidate, finding));
  if (entry !== undefined) {
    const { reason, expires } = entry;
    return { ...finding, fails: false, ignored: { reason, expires } };
  }
  if (finding.settled !== undefined) {
    return { ...finding, fails: false, ignored: { reason: `${finding.settled} in Amazon Inspector` } };
  }
  return { ...finding, fails: failOn.includes(finding.severity) };
}

function bySeverity(a: ScanFinding, b: ScanFinding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compare(a.id, b.id) ||
    compare(a.package ?? "", b.package ?? "")
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
