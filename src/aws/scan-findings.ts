import {
  BatchGetRepositoryScanningConfigurationCommand,
  DescribeRepositoriesCommand,
  paginateDescribeImageScanFindings,
  type DescribeImageScanFindingsCommandOutput,
  type ECRClient,
} from "@aws-sdk/client-ecr";
import { scanAnswer, type AskedImage } from "../operations/scan-gate/answer";
import { type ScanAnswer } from "../operations/scan-gate/scan";
import { pages } from "./pages";
import { rethrowEnd } from "./request-scope";

/** As many as AWS gives in one answer. */
const PAGE = 1000;

/**
 * What AWS says about the scan of an image, with all pages of findings.
 * @param now the time, with which the scan's is compared
 * @returns `undefined` where the image was never scanned
 * @throws what the SDK throws, or an Error when the pages have no end
 */
export async function readScan(client: ECRClient, asked: AskedImage, now: Date): Promise<ScanAnswer | undefined> {
  const { registryId, repositoryName, imageDigest } = asked;
  const request = { registryId, repositoryName, imageId: { imageDigest } };
  const read: DescribeImageScanFindingsCommandOutput[] = [];
  try {
    const listing = paginateDescribeImageScanFindings({ client, pageSize: PAGE }, request);
    for await (const page of pages("DescribeImageScanFindings", listing)) read.push(page);
  } catch (cause) {
    if (cause instanceof Error && cause.name === "ScanNotFoundException") return undefined;
    throw cause;
  }
  return scanAnswer(read, asked, now);
}

/**
 * Whether images of a repository are scanned without being asked for: on push, or continuously.
 * @returns `undefined` where AWS does not tell the caller
 */
export async function scansByItself(
  client: ECRClient,
  { registryId, repositoryName }: Pick<AskedImage, "registryId" | "repositoryName">,
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
  } catch (cause) {
    rethrowEnd(cause);
    // The answer only makes a message better; a CI role need not have these permissions.
    return undefined;
  }
}
