import { quoteValue } from "../../domain/problems/problem";
import { countsOf, listedOf } from "./counts";
import { inTheFuture, type ScanFinding, type ScanAnswer } from "./scan";
import { SEVERITIES, severityOf } from "../../domain/images/scan-kinds";

/** The image that AWS was asked about. */
export interface AskedImage {
  /** Account id. */
  readonly registryId: string;
  readonly repositoryName: string;
  readonly imageDigest: string;
  /** ISO 8601, when the digest was pushed to the repository. Tags that move to it later leave this alone. */
  readonly pushedAt: string;
}

/** A finding of ECR's basic scan, as AWS writes it. */
export interface BasicFinding {
  readonly name?: string | undefined;
  readonly severity?: string | undefined;
  readonly uri?: string | undefined;
  readonly attributes?: readonly { readonly key?: string | undefined; readonly value?: string | undefined }[];
}

/** A finding of Amazon Inspector, as AWS writes it. */
export interface EnhancedFinding {
  readonly title?: string | undefined;
  readonly severity?: string | undefined;
  readonly status?: string | undefined;
  readonly packageVulnerabilityDetails?: {
    readonly vulnerabilityId?: string | undefined;
    readonly sourceUrl?: string | undefined;
    readonly vulnerablePackages?: readonly {
      readonly name?: string | undefined;
      readonly version?: string | undefined;
      readonly fixedInVersion?: string | undefined;
    }[];
  };
}

/**
 * One page of what AWS says about a scan.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html
 */
export interface AnswerPage {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly imageId?: { readonly imageDigest?: string | undefined } | undefined;
  readonly imageScanStatus?: { readonly status?: string | undefined; readonly description?: string | undefined };
  readonly imageScanFindings?: null | {
    readonly imageScanCompletedAt?: Date | undefined;
    readonly findingSeverityCounts?: Readonly<Record<string, unknown>> | null | undefined;
    readonly findings?: readonly BasicFinding[] | undefined;
    readonly enhancedFindings?: readonly EnhancedFinding[] | undefined;
  };
}

/**
 * Reads all pages of an answer. What contradicts the question, or is not understood, becomes a fault of the answer: no image
 * passes by guesswork.
 * @param now when AWS was asked
 */
export function scanAnswer(pages: readonly AnswerPage[], asked: AskedImage, now: Date): ScanAnswer {
  const [first = {}] = pages;
  const found = pages.map(({ imageScanFindings }) => imageScanFindings ?? {});
  const basic = found.flatMap(({ findings = [] }) => findings);
  const enhanced = found.flatMap(({ enhancedFindings = [] }) => enhancedFindings);
  const { imageScanStatus = {}, imageScanFindings } = first;
  const { imageScanCompletedAt, findingSeverityCounts } = imageScanFindings ?? {};
  const counts = findingSeverityCounts ? countsOf(findingSeverityCounts) : undefined;
  const isEnhanced =
    imageScanStatus.status === "ACTIVE" || found.some(({ enhancedFindings }) => enhancedFindings !== undefined);
  const hasList = found.some((each) => each.findings !== undefined || each.enhancedFindings !== undefined);
  const changed = pages.some((page) => contradicts(first, page));
  return {
    kind: isEnhanced ? "enhanced" : "basic",
    status: imageScanStatus.status ?? "",
    ...(imageScanStatus.description === undefined ? {} : { description: imageScanStatus.description }),
    ...(imageScanCompletedAt === undefined ? {} : { completedAt: imageScanCompletedAt.toISOString() }),
    pushedAt: asked.pushedAt,
    ...(counts === undefined ? {} : { counts: counts.counts }),
    ...(counts === undefined && (imageScanCompletedAt !== undefined || !hasList) ? { uncounted: true } : {}),
    ...(changed ? { pending: "the scan changed while its pages were read" } : {}),
    findings: [...basic.map(basicFinding), ...enhanced.flatMap(findingsOfPackages)],
    listed: listedOf([
      ...basic.map(({ severity }) => ({ severity, isOpen: true })),
      ...enhanced.map((finding) => ({ severity: finding.severity, isOpen: settledOf(finding) === undefined })),
    ]),
    faults: [
      ...pages.flatMap((page) => aboutAnother(page, asked)).slice(0, 1),
      ...(counts?.faults ?? []),
      ...inTheFuture(imageScanCompletedAt?.toISOString(), now),
      ...unknownSeverities([...basic, ...enhanced.map((finding) => ({ ...finding, name: idOf(finding) }))]),
    ],
  };
}

/** Later pages may leave out what the first has, but must not say something else. */
function contradicts(first: AnswerPage, page: AnswerPage): boolean {
  const facts = ({ imageScanStatus, imageScanFindings }: AnswerPage): (string | undefined)[] => [
    imageScanStatus?.status,
    imageScanFindings?.imageScanCompletedAt?.toISOString(),
    imageScanFindings?.findingSeverityCounts
      ? JSON.stringify(Object.entries(imageScanFindings.findingSeverityCounts).sort())
      : undefined,
  ];
  const before = facts(first);
  return facts(page).some((fact, index) => fact !== undefined && fact !== before[index]);
}

function aboutAnother({ registryId, repositoryName, imageId }: AnswerPage, asked: AskedImage): string[] {
  const written = (registry = "?", repository = "?", digest = "?"): string => `${registry}/${repository}@${digest}`;
  const wanted = written(asked.registryId, asked.repositoryName, asked.imageDigest);
  const found = written(registryId, repositoryName, imageId?.imageDigest);
  return wanted === found ? [] : [`expected an answer about ${wanted}, found one about ${found}`];
}

function unknownSeverities(findings: readonly BasicFinding[]): string[] {
  const strange = findings.filter(({ severity }) => severityOf(severity) === undefined);
  const [first] = strange;
  if (first === undefined) return [];
  const more = strange.length === 1 ? "" : ` (and ${strange.length - 1} more)`;
  const word = first.severity === undefined ? "none" : quoteValue(first.severity);
  return [`${first.name ?? "a finding"}: expected a severity of ${SEVERITIES.join(", ")}, found ${word}${more}`];
}

function basicFinding({ name = "", severity, uri, attributes = [] }: BasicFinding): ScanFinding {
  const attribute = (key: string): string | undefined => attributes.find((each) => each.key === key)?.value;
  return {
    id: name,
    severity: severityOf(severity) ?? "UNDEFINED",
    package: attribute("package_name"),
    version: attribute("package_version"),
    uri,
  };
}

/** A finding of Amazon Inspector as one for each package that has it. */
function findingsOfPackages(finding: EnhancedFinding): ScanFinding[] {
  const { sourceUrl, vulnerablePackages = [] } = finding.packageVulnerabilityDetails ?? {};
  const common = {
    id: idOf(finding),
    severity: severityOf(finding.severity) ?? "UNDEFINED",
    uri: sourceUrl,
    settled: settledOf(finding),
  } as const;
  if (vulnerablePackages.length === 0) return [common];
  const found: ScanFinding[] = vulnerablePackages.map(({ name, version, fixedInVersion }) => ({
    ...common,
    package: name,
    version,
    // Amazon Inspector's word for "no fix yet".
    fixedIn: fixedInVersion === "NotAvailable" ? undefined : fixedInVersion,
  }));
  // The same package in several files is one line to read.
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

function idOf({ title = "", packageVulnerabilityDetails }: EnhancedFinding): string {
  return packageVulnerabilityDetails?.vulnerabilityId ?? title;
}

function settledOf({ status }: EnhancedFinding): ScanFinding["settled"] {
  return status === "SUPPRESSED" ? "suppressed" : status === "CLOSED" ? "closed" : undefined;
}
