import {
  BatchGetRepositoryScanningConfigurationCommand,
  DescribeRepositoriesCommand,
  paginateDescribeImageScanFindings,
  type DescribeImageScanFindingsCommandOutput,
  type ECRClient,
} from "@aws-sdk/client-ecr";
import { scanAnswer, type RequestedImage } from "../operations/scan-gate/answer";
import { type ScanAnswer } from "../operations/scan-gate/scan";
import { pages } from "./pages";
import { rethrowEnd } from "./request-scope";

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
  const read: DescribeImageScanFindingsCommandOutput[] = [];
  try {
    const listing = paginateDescribeImageScanFindings({ client, pageSize: PAGE }, request);
    for await (const page of pages("DescribeImageScanFindings", listing)) read.push(page);
  } catch (cause) {
    if (cause instanceof Error && cause.name === "ScanNotFoundException") return undefined;
    throw cause;
  }
  return scanAnswer(read, requested, now);
}

/**
 * Whether a repository's images are scanned automatically: on push, or continuously.
 * @returns `undefined` if AWS denies access
 */
export async function scansAutomatically(
  client: ECRClient,
  { registryId, repositoryName }: Pick<RequestedImage, "registryId" | "repositoryName">,
): Promise<boolean | undefined> {
  const repositoryNames = [repositoryName];
  try {
    // The effective setting, including the registry's rules. AWS returns it only for the caller's own registry.
    const { scanningConfigurations = [] } = await client.send(
      new BatchGetRepositoryScanningConfigurationCommand({ repositoryNames }),
    );
    const { repositories = [] } = await client.send(new DescribeRepositoriesCommand({ registryId, repositoryNames }));
    const frequency = scanningConfigurations[0]?.scanFrequency;
    const onPush = repositories[0]?.imageScanningConfiguration?.scanOnPush;
    return onPush === true || (frequency !== undefined && frequency !== "MANUAL");
  } catch (cause) {
    rethrowEnd(cause);
    // This only improves a message. A CI role may lack these permissions.
    return undefined;
  }
}
