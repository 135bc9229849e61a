import {
  BatchGetRepositoryScanningConfigurationCommand,
  DescribeRepositoriesCommand,
  GetRegistryScanningConfigurationCommand,
  paginateDescribeImageScanFindings,
  type ECRClient,
} from "@aws-sdk/client-ecr";
import { scanAnswer, type RequestedImage } from "../operations/scan-gate/answer";
import { type ScanAnswer } from "../operations/scan-gate/scan";
import { allItems } from "./pages";
import { rethrowEnd } from "./request-scope";
import { unless } from "./unless";

/** AWS's largest page. */
const PAGE = 1000;

/**
 * Reads the scan of an image, with all pages of findings.
 * @param now the current time, which no scan can be after
 * @returns `undefined` if the image was never scanned
 * @throws what the SDK throws, or an Error if the pages do not end
 */
export async function readScan(
  client: ECRClient,
  requested: RequestedImage,
  now: Date,
): Promise<ScanAnswer | undefined> {
  const { registryId, repositoryName, imageDigest } = requested;
  const request = { registryId, repositoryName, imageId: { imageDigest } };
  const listing = paginateDescribeImageScanFindings({ client, pageSize: PAGE }, request);
  const read = await unless(
    "ScanNotFoundException",
    allItems("DescribeImageScanFindings", listing, (page) => [page]),
  );
  return read && scanAnswer(read, requested, now);
}

/** How a registry scans a repository's images. */
export interface RepositoryScanning {
  /** Whether it scans them automatically: on push, or continuously. */
  readonly isAutomatic: boolean;
  /** Whether Amazon Inspector scans, so that `scanOnPush` of the repository has no effect. */
  readonly isEnhanced: boolean;
}

/**
 * How a repository's images are scanned.
 * @returns `undefined` if AWS denies access
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
 */
export async function repositoryScanning(
  client: ECRClient,
  { registryId, repositoryName }: Pick<RequestedImage, "registryId" | "repositoryName">,
): Promise<RepositoryScanning | undefined> {
  const repositoryNames = [repositoryName];
  try {
    // The effective setting, including the registry's rules. AWS returns it only for the caller's own registry.
    const { scanningConfigurations = [] } = await client.send(
      new BatchGetRepositoryScanningConfigurationCommand({ repositoryNames }),
    );
    const { repositories = [] } = await client.send(new DescribeRepositoriesCommand({ registryId, repositoryNames }));
    const frequency = scanningConfigurations[0]?.scanFrequency;
    const onPush = repositories[0]?.imageScanningConfiguration?.scanOnPush;
    const isEnhanced = await isEnhancedRegistry(client);
    const isInRule = frequency !== undefined && frequency !== "MANUAL";
    return { isEnhanced, isAutomatic: isInRule || (onPush === true && !isEnhanced) };
  } catch (cause) {
    rethrowEnd(cause);
    // This only improves a message. A CI role may lack these permissions.
    return undefined;
  }
}

/** @returns false if AWS denies access, as for a registry with basic scanning */
async function isEnhancedRegistry(client: ECRClient): Promise<boolean> {
  try {
    const { scanningConfiguration } = await client.send(new GetRegistryScanningConfigurationCommand({}));
    return scanningConfiguration?.scanType === "ENHANCED";
  } catch (cause) {
    rethrowEnd(cause);
    return false;
  }
}
