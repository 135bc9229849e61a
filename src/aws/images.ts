import {
  DescribeImageScanFindingsCommand,
  paginateDescribeImages,
  type ECRClient,
  type ImageDetail,
} from "@aws-sdk/client-ecr";
import { type ImageScan } from "../domain/images/image-scan";
import { MANIFEST_LIST_TYPES } from "../domain/images/listing/image-of";
import { pages } from "./pages";

const PAGE = 1000;

/** What the images of a repository come to. */
export interface ImageTotals {
  /** All pages, untagged and archived ones too. */
  readonly count: number;
  /** Sum of the images' own sizes, in bytes; layers that images share are counted with each. */
  readonly bytes: number;
  /** The one pushed last. @default - there is none */
  readonly newest?: ImageDetail;
  /** The one pushed last of those that ECR scans. @default - there is none */
  readonly newestToScan?: ImageDetail;
}

interface RepositoryId {
  readonly registryId: string;
  readonly repositoryName: string;
}

/**
 * Counts the images of a repository, page by page: nothing but the newest is kept.
 * @throws what the SDK throws
 */
export async function imageTotals(
  client: ECRClient,
  { registryId, repositoryName }: RepositoryId,
): Promise<ImageTotals> {
  let count = 0;
  let bytes = 0;
  let newest: ImageDetail | undefined;
  let newestToScan: ImageDetail | undefined;
  const request = { registryId, repositoryName, filter: { imageStatus: "ANY" as const } };
  const listing = paginateDescribeImages({ client, pageSize: PAGE }, request);
  for await (const { imageDetails = [] } of pages("DescribeImages", listing)) {
    for (const detail of imageDetails) {
      count += 1;
      bytes += detail.imageSizeInBytes ?? 0;
      newest = later(newest, detail);
      if (isScanned(detail)) newestToScan = later(newestToScan, detail);
    }
  }
  return {
    count,
    bytes,
    ...(newest === undefined ? {} : { newest }),
    ...(newestToScan === undefined ? {} : { newestToScan }),
  };
}

/** Exceptions that say no more than that there are no findings. */
const NO_SCAN = ["ScanNotFoundException", "ImageNotFoundException"];

/**
 * What ECR found in an image. Enhanced and earlier basic scans are told with the image, the present basic ones have to be
 * asked for.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html
 * @throws what the SDK throws, but for a scan that is not there
 */
export async function imageScan(
  client: ECRClient,
  { registryId, repositoryName }: RepositoryId,
  { imageDigest = "", imageTags = [], imageScanStatus, imageScanFindingsSummary }: ImageDetail,
): Promise<ImageScan> {
  const image = { digest: imageDigest, tags: imageTags };
  if (imageScanFindingsSummary !== undefined)
    return { ...image, ...scanned(imageScanStatus?.status ?? "COMPLETE", imageScanFindingsSummary) };
  try {
    const { imageScanStatus: status, imageScanFindings = {} } = await client.send(
      new DescribeImageScanFindingsCommand({ registryId, repositoryName, imageId: { imageDigest }, maxResults: 1 }),
    );
    return { ...image, ...scanned(status?.status, imageScanFindings) };
  } catch (cause) {
    if (!(cause instanceof Error) || !NO_SCAN.includes(cause.name)) throw cause;
    return { ...image, severities: {} };
  }
}

interface Findings {
  readonly imageScanCompletedAt?: Date;
  readonly findingSeverityCounts?: Readonly<Record<string, number>>;
}

function scanned(
  status: string | undefined,
  { imageScanCompletedAt: completed, findingSeverityCounts = {} }: Findings,
): Omit<ImageScan, "digest" | "tags"> {
  return {
    ...(status === undefined ? {} : { status }),
    severities: { ...findingSeverityCounts },
    ...(completed === undefined ? {} : { completedAt: completed.toISOString() }),
  };
}

/** Not so the list of a multi-platform image, and what refers to an image: signatures, attestations. */
function isScanned({ imageManifestMediaType = "", subjectManifestDigest, imageStatus }: ImageDetail): boolean {
  const isImage = !MANIFEST_LIST_TYPES.has(imageManifestMediaType) && subjectManifestDigest === undefined;
  return isImage && imageStatus !== "ARCHIVED";
}

function later(newest: ImageDetail | undefined, detail: ImageDetail): ImageDetail {
  return newest === undefined || pushedAt(detail) > pushedAt(newest) ? detail : newest;
}

function pushedAt({ imagePushedAt }: ImageDetail): number {
  return imagePushedAt?.getTime() ?? 0;
}
