import { disagreement } from "./counts";
import { ignores, type Ignore } from "./ignore";
import { type ScanFinding, type ScanAnswer } from "./scan";
import { SEVERITIES, type FindingSeverity } from "../../domain/images/scan-kinds";

/** How the wait for one image's scan ended: with a scan that is done, or without. */
export type ScanOutcome =
  { readonly done: true; readonly scan: ScanAnswer } | { readonly done: false; readonly why: string };

/** One image that is to pass: the image itself, or a platform's image in a multi-platform one. */
export interface ScannedImage {
  readonly digest: string;
  /** `linux/arm64`. @default - the image is of one platform */
  readonly platform?: string;
  readonly outcome: ScanOutcome;
}

export interface JudgedFinding extends ScanFinding {
  readonly fails: boolean;
  /** @default - it counts */
  readonly ignored?: { readonly reason: string; readonly expires?: string };
}

export interface JudgedImage {
  readonly digest: string;
  readonly platform?: string;
  readonly passed: boolean;
  /** Why it does not pass, whatever the findings. @default - the findings decide */
  readonly problem?: string;
  /** @default - there is none that is done */
  readonly scan?: ScanAnswer;
  /** The worst first. */
  readonly findings: readonly JudgedFinding[];
}

export interface GateVerdict {
  readonly passed: boolean;
  readonly images: readonly JudgedImage[];
  /** Entries that no finding needed, where all scans are done. */
  readonly unused: readonly Ignore[];
}

/**
 * Whether images pass: each of them was scanned to the end, and no finding of a severity that fails is left.
 * @param failOn severities that fail
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
  const findings = [...scan.findings].sort(worstFirst).map((finding) => judgeFinding(finding, failOn, entries));
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
  const entry = entries.find((each) => ignores(each, finding));
  if (entry !== undefined) {
    const { reason, expires } = entry;
    return { ...finding, fails: false, ignored: { reason, expires } };
  }
  if (finding.settled !== undefined) {
    return { ...finding, fails: false, ignored: { reason: `${finding.settled} in Amazon Inspector` } };
  }
  return { ...finding, fails: failOn.includes(finding.severity) };
}

function worstFirst(a: ScanFinding, b: ScanFinding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compare(a.id, b.id) ||
    compare(a.package ?? "", b.package ?? "")
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
