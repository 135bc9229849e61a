import { oneOf, quoteValue } from "../../domain/problems/problem";
import { countsOf, listedOf } from "./counts";
import { inTheFuture, type ScanFinding, type ScanAnswer } from "./scan";
import { SEVERITIES, severityOf } from "../../domain/images/scan-kinds";
import { countText } from "../../domain/text/format";

/** The image of a request to AWS. */
export interface RequestedImage {
  /** Account ID. */
  readonly registryId: string;
  readonly repositoryName: string;
  readonly imageDigest: string;
  /** ISO 8601, when the digest was pushed. Tags that move to it later do not change this. */
  readonly pushedAt: string;
}

/** A finding of ECR's basic scan, as AWS returns it. */
export interface BasicFinding {
  readonly name?: string | undefined;
  readonly severity?: string | undefined;
  readonly uri?: string | undefined;
  readonly attributes?: readonly { readonly key?: string | undefined; readonly value?: string | undefined }[];
}

/** A finding of Amazon Inspector, as AWS returns it. */
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
 * One page of AWS's response about a scan.
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
 * Combines all pages of a response. Contradictions to the request and unknown values become faults, with which no image
 * passes.
 * @param now when AWS was asked
 */
export function scanAnswer(pages: readonly AnswerPage[], requested: RequestedImage, now: Date): ScanAnswer {
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
    pushedAt: requested.pushedAt,
    ...(counts === undefined ? {} : { counts: counts.counts }),
    ...(counts === undefined && (imageScanCompletedAt !== undefined || !hasList) ? { uncounted: true } : {}),
    ...(changed ? { pending: "the scan changed while it was being read" } : {}),
    findings: [...basic.map(basicFinding), ...enhanced.flatMap(findingsOfPackages)],
    listed: listedOf([
      ...basic.map(({ severity }) => ({ severity, isOpen: true })),
      ...enhanced.map((finding) => ({ severity: finding.severity, isOpen: settledOf(finding) === undefined })),
    ]),
    faults: [
      ...pages.flatMap((page) => mismatches(page, requested)).slice(0, 1),
      ...(counts?.faults ?? []),
      ...inTheFuture(imageScanCompletedAt?.toISOString(), now),
      ...unknownSeverities([...basic, ...enhanced.map((finding) => ({ ...finding, name: idOf(finding) }))]),
    ],
  };
}

/** Later pages may omit facts of the first page, but must not change them. */
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

function mismatches({ registryId, repositoryName, imageId }: AnswerPage, requested: RequestedImage): string[] {
  const written = (registry = "?", repository = "?", digest = "?"): string => `${registry}/${repository}@${digest}`;
  const wanted = written(requested.registryId, requested.repositoryName, requested.imageDigest);
  const found = written(registryId, repositoryName, imageId?.imageDigest);
  return wanted === found ? [] : [`expected a response for ${wanted}, found one for ${found}`];
}

function unknownSeverities(findings: readonly BasicFinding[]): string[] {
  const unknown = findings.filter(({ severity }) => severityOf(severity) === undefined);
  const [first] = unknown;
  if (first === undefined) return [];
  const more =
    unknown.length === 1
      ? ""
      : `. ${countText(unknown.length - 1, "other finding also has", "other findings also have")} an unknown severity`;
  const word = first.severity === undefined ? "none" : quoteValue(first.severity);
  return [`${first.name ?? "a finding"}: expected severity ${oneOf(SEVERITIES)}, found ${word}${more}`];
}

function basicFinding({ name = "", severity, uri, attributes = [] }: BasicFinding): ScanFinding {
  const attribute = (name: string): string | undefined => attributes.find(({ key }) => key === name)?.value;
  return {
    id: name,
    severity: severityOf(severity) ?? "UNDEFINED",
    package: attribute("package_name"),
    version: attribute("package_version"),
    uri,
  };
}

/** Splits a finding of Amazon Inspector by package. */
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
    // Amazon Inspector's value for "no fix yet".
    fixedIn: fixedInVersion === "NotAvailable" ? undefined : fixedInVersion,
  }));
  // The same package in several files counts once.
  return [...new Map(found.map((entry) => [JSON.stringify(entry), entry])).values()];
}

function idOf({ title = "", packageVulnerabilityDetails }: EnhancedFinding): string {
  return packageVulnerabilityDetails?.vulnerabilityId ?? title;
}

function settledOf({ status }: EnhancedFinding): ScanFinding["settled"] {
  return status === "SUPPRESSED" ? "suppressed" : status === "CLOSED" ? "closed" : undefined;
}
