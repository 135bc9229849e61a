import { disagreement } from "./counts";
import { ignores, isUnscannable, type Ignore, type IgnoreEntry } from "./ignore";
import { type ScanFinding, type ScanAnswer } from "./scan";
import { howToAccept, names, type GateImage, type UnscannableImage } from "./unscannable";
import { SEVERITIES, type FindingSeverity } from "../../domain/images/scan-kinds";

/** The result of the wait for one image's scan. */
export type ScanOutcome =
  | { readonly done: true; readonly scan: ScanAnswer }
  | {
      readonly done: false;
      readonly why: string;
      /** AWS cannot scan this kind of image. @default false */
      readonly unscannable?: boolean;
    };

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
  /** Why the image passes without a scan. @default - it needs one */
  readonly accepted?: { readonly why: string; readonly reason: string; readonly expires: string };
  /** @default - no scan is done */
  readonly scan?: ScanAnswer;
  /** The worst first. */
  readonly findings: readonly JudgedFinding[];
}

export interface GateVerdict {
  readonly passed: boolean;
  readonly images: readonly JudgedImage[];
  /** Entries without a matching finding or image, if nothing is missing that might need them. */
  readonly unused: readonly IgnoreEntry[];
}

/**
 * Judges images. An image passes if its scan is done and has no open finding of a failing severity, or if AWS cannot scan it
 * and an entry accepts that.
 * @param requested the image that the gate was called with
 * @param failOn failing severities
 */
export function judge(
  images: readonly ScannedImage[],
  requested: RequestedImage,
  failOn: readonly FindingSeverity[],
  entries: readonly IgnoreEntry[] = [],
): GateVerdict {
  const findingEntries = entries.filter((entry): entry is Ignore => !isUnscannable(entry));
  const imageEntries = entries.filter(isUnscannable);
  const gateImage = ({ digest }: ScannedImage): GateImage => ({ ...requested, digests: [requested.digest, digest] });
  const judged = images.map((image) =>
    image.outcome.done
      ? judgeScan(image, image.outcome.scan, failOn, findingEntries)
      : judgeUnscanned(image, image.outcome, gateImage(image), imageEntries),
  );
  const findings = judged.flatMap((image) => image.findings);
  const complete = judged.every(({ scan, accepted }) => scan !== undefined || accepted !== undefined);
  const accepted = images.filter((_, index) => judged[index]?.accepted !== undefined).map(gateImage);
  const isUnused = (entry: IgnoreEntry): boolean =>
    isUnscannable(entry)
      ? !accepted.some((image) => names(entry, image))
      : !findings.some((finding) => ignores(entry, finding));
  return {
    passed: judged.length > 0 && judged.every(({ passed }) => passed),
    images: judged,
    unused: complete ? entries.filter(isUnused) : [],
  };
}

/** The image of a gate, with the digest that it resolved to. */
export interface RequestedImage {
  readonly repositoryName: string;
  /** @default - the image was named by its digest */
  readonly tag?: string;
  readonly digest: string;
}

function judgeUnscanned(
  { digest, platform }: ScannedImage,
  { why, unscannable = false }: ScanOutcome & { readonly done: false },
  image: GateImage,
  entries: readonly UnscannableImage[],
): JudgedImage {
  const id = platform === undefined ? { digest } : { digest, platform };
  if (!unscannable) return { ...id, passed: false, problem: why, findings: [] };
  const entry = entries.find((candidate) => names(candidate, image));
  if (entry === undefined) {
    return { ...id, passed: false, problem: `${why}. ${howToAccept(image)}`, findings: [] };
  }
  const { reason, expires } = entry;
  return { ...id, passed: true, accepted: { why, reason, expires }, findings: [] };
}

function judgeScan(
  { digest, platform }: ScannedImage,
  scan: ScanAnswer,
  failOn: readonly FindingSeverity[],
  entries: readonly Ignore[],
): JudgedImage {
  const findings = [...scan.findings].sort(bySeverity).map((finding) => judgeFinding(finding, failOn, entries));
  const problem = disagreement(scan, failOn);
  return {
    digest,
    ...(platform === undefined ? {} : { platform }),
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
