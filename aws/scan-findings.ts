import {
  BatchGetRepositoryScanningConfigurationCommand,
  DescribeRepositoriesCommand,
  paginateDescribeImageScanFindings,
  type DescribeImageScanFindingsCommandOutput,
  type ECRClient,
  type EnhancedImageScanFinding,
  type ImageScanFinding,
} from "@aws-sdk/client-ecr";
import { type Finding, type ScanAnswer } from "../modules/ecr-repository/scan-gate/scan";
import { type Severity } from "../modules/ecr-repository/scan-gate/scan-words";
import { severityOf } from "../modules/ecr-repository/scan-gate/scan-words";

/** As many as AWS gives in one answer. */
const PAGE = 1000;

/** One image of a registry. */
export interface ImageId {
  /** Account id. */
  readonly registryId: string;
  readonly repositoryName: string;
  readonly imageDigest: string;
}

/**
 * What AWS says about the scan of an image, with all pages of findings.
 * @returns `undefined` where the image was never scanned
 * @throws what the SDK throws
 */
export async function readScan(
  client: ECRClient,
  { registryId, repositoryName, imageDigest }: ImageId,
): Promise<ScanAnswer | undefined> {
  const findings: Finding[] = [];
  let kind: ScanAnswer["kind"] = "basic";
  let first: DescribeImageScanFindingsCommandOutput | undefined;
  const request = { registryId, repositoryName, imageId: { imageDigest } };
  try {
    for await (const page of paginateDescribeImageScanFindings({ client, pageSize: PAGE }, request)) {
      first ??= page;
      const { findings: basic = [], enhancedFindings } = page.imageScanFindings ?? {};
      if (enhancedFindings !== undefined || page.imageScanStatus?.status === "ACTIVE") kind = "enhanced";
      findings.push(...basic.map(basicFinding), ...(enhancedFindings ?? []).flatMap(findingsOfPackages));
    }
  } catch (cause) {
    if (cause instanceof Error && cause.name === "ScanNotFoundException") return undefined;
    throw cause;
  }
  const { imageScanStatus, imageScanFindings } = first ?? {};
  const { imageScanCompletedAt, findingSeverityCounts } = imageScanFindings ?? {};
  return {
    kind,
    status: imageScanStatus?.status ?? "",
    description: imageScanStatus?.description,
    completedAt: imageScanCompletedAt?.toISOString(),
    counts: findingSeverityCounts === undefined ? undefined : countsOf(findingSeverityCounts),
    findings,
  };
}

/**
 * Whether images of a repository are scanned without anybody asking: on push, or continuously.
 * @returns `undefined` where AWS does not tell the caller
 */
export async function scansByItself(
  client: ECRClient,
  { registryId, repositoryName }: Pick<ImageId, "registryId" | "repositoryName">,
): Promise<boolean | undefined> {
  const repositoryNames = [repositoryName];
  try {
    // What the registry's rules make of it; in the answer only for the caller's own registry.
    const { scanningConfigurations = [] } = await client.send(
      new BatchGetRepositoryScanningConfigurationCommand({ repositoryNames }),
    );
    const { repositories = [] } = await client.send(new DescribeRepositoriesCommand({ registryId, repositoryNames }));
    const frequency = scanningConfigurations[0]?.scanFrequency;
    const onPush = repositories[0]?.imageScanningConfiguration?.scanOnPush;
    return onPush === true || (frequency !== undefined && frequency !== "MANUAL");
  } catch {
    // The answer only makes a message better; a CI role need not have these permissions.
    return undefined;
  }
}

function basicFinding({ name = "", severity, uri, attributes = [] }: ImageScanFinding): Finding {
  const attribute = (key: string): string | undefined => attributes.find((each) => each.key === key)?.value;
  return {
    id: name,
    severity: severityOf(severity),
    package: attribute("package_name"),
    version: attribute("package_version"),
    uri,
  };
}

/** A finding of Amazon Inspector as one for each package that has it. */
function findingsOfPackages({
  severity,
  status,
  title = "",
  packageVulnerabilityDetails = {},
}: EnhancedImageScanFinding): Finding[] {
  const { vulnerabilityId, sourceUrl, vulnerablePackages = [] } = packageVulnerabilityDetails;
  const common = {
    id: vulnerabilityId ?? title,
    severity: severityOf(severity),
    uri: sourceUrl,
    settled: status === "SUPPRESSED" ? "suppressed" : status === "CLOSED" ? "closed" : undefined,
  } as const;
  if (vulnerablePackages.length === 0) return [common];
  const found: Finding[] = vulnerablePackages.map(({ name, version, fixedInVersion }) => ({
    ...common,
    package: name,
    version,
    // Amazon Inspector's word for "no fix yet".
    fixedIn: fixedInVersion === "NotAvailable" ? undefined : fixedInVersion,
  }));
  // The same package in several files is one line to read.
  return [...new Map(found.map((each) => [JSON.stringify(each), each])).values()];
}

function countsOf(counts: Readonly<Record<string, number | undefined>>): Partial<Record<Severity, number>> {
  const sums: Partial<Record<Severity, number>> = {};
  for (const [word, count = 0] of Object.entries(counts)) {
    const severity = severityOf(word);
    sums[severity] = (sums[severity] ?? 0) + count;
  }
  return sums;
}
