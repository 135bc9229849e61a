import {
  DescribeImageScanFindingsCommand,
  paginateDescribeImages,
  type ECRClient,
  type ImageDetail,
} from "@aws-sdk/client-ecr";
import { type ImageScan } from "../domain/images/image-scan";
import { MANIFEST_LIST_TYPES } from "../domain/images/listing/image-of";
import { pages } from "./pages";
import { unless } from "./unless";

const PAGE = 1000;

/** Totals of a repository's images. */
export interface ImageTotals {
  /** Includes untagged and archived images. */
  readonly count: number;
  /** Sum of the images' sizes in bytes. Shared layers count once for each image. */
  readonly bytes: number;
  /** The image with the most tags. @default - there are no images */
  readonly mostTagged?: ImageDetail;
  /** The image pushed last. @default - there are no images */
  readonly newest?: ImageDetail;
  /** The image pushed last among those that ECR scans. @default - there is none */
  readonly newestToScan?: ImageDetail;
}

/** Names a repository in requests. */
export interface RepositoryId {
  readonly registryId: string;
  readonly repositoryName: string;
}

/**
 * Counts the images of a repository page by page. Only the newest images, and the one with the most tags, stay in memory.
 * @throws what the SDK throws
 */
export async function imageTotals(
  client: ECRClient,
  { registryId, repositoryName }: RepositoryId,
): Promise<ImageTotals> {
  let count = 0;
  let bytes = 0;
  let mostTagged: ImageDetail | undefined;
  let newest: ImageDetail | undefined;
  let newestToScan: ImageDetail | undefined;
  const request = { registryId, repositoryName, filter: { imageStatus: "ANY" as const } };
  const listing = paginateDescribeImages({ client, pageSize: PAGE }, request);
  for await (const { imageDetails = [] } of pages("DescribeImages", listing)) {
    for (const detail of imageDetails) {
      count += 1;
      bytes += detail.imageSizeInBytes ?? 0;
      if (mostTagged === undefined || tagCount(detail) > tagCount(mostTagged)) mostTagged = detail;
      newest = later(newest, detail);
      if (isScanned(detail)) newestToScan = later(newestToScan, detail);
    }
  }
  return {
    count,
    bytes,
    ...(mostTagged === undefined ? {} : { mostTagged }),
    ...(newest === undefined ? {} : { newest }),
    ...(newestToScan === undefined ? {} : { newestToScan }),
  };
}

/** Exceptions that only mean that there are no findings. */
const NO_SCAN = ["ScanNotFoundException", "ImageNotFoundException"];

/**
 * Scan results of an image. DescribeImages includes those of enhanced and older basic scans. Those of current basic scans
 * need a request of their own.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html
 * @throws what the SDK throws, except for a missing scan
 */
export async function imageScan(
  client: ECRClient,
  { registryId, repositoryName }: RepositoryId,
  { imageDigest = "", imageTags = [], imageScanStatus, imageScanFindingsSummary }: ImageDetail,
): Promise<ImageScan> {
  const image = { digest: imageDigest, tags: imageTags };
  if (imageScanFindingsSummary !== undefined)
    return { ...image, ...scanned(imageScanStatus?.status ?? "COMPLETE", imageScanFindingsSummary) };
  const request = { registryId, repositoryName, imageId: { imageDigest }, maxResults: 1 };
  const answer = await unless(NO_SCAN, client.send(new DescribeImageScanFindingsCommand(request)));
  if (answer === undefined) return { ...image, severities: {} };
  return { ...image, ...scanned(answer.imageScanStatus?.status, answer.imageScanFindings ?? {}) };
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

/** ECR does not scan manifest lists, archived images, or referrers such as signatures and attestations. */
function isScanned({ imageManifestMediaType = "", subjectManifestDigest, imageStatus }: ImageDetail): boolean {
  const isImage = !MANIFEST_LIST_TYPES.has(imageManifestMediaType) && subjectManifestDigest === undefined;
  return isImage && imageStatus !== "ARCHIVED";
}

function tagCount({ imageTags = [] }: ImageDetail): number {
  return imageTags.length;
}

function later(newest: ImageDetail | undefined, detail: ImageDetail): ImageDetail {
  return newest === undefined || pushedAt(detail) > pushedAt(newest) ? detail : newest;
}

function pushedAt({ imagePushedAt }: ImageDetail): number {
  return imagePushedAt?.getTime() ?? 0;
}
