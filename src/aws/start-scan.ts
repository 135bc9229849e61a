import { StartImageScanCommand, type ECRClient } from "@aws-sdk/client-ecr";
import { type RequestedImage } from "../operations/scan-gate/answer";
import { readScan } from "./scan-findings";
import { unless } from "./unless";

/**
 * What became of the request for a scan. `limited`: ECR has already scanned the image in the last 24 hours. `running`:
 * a scan had already begun.
 */
export type StartedScan =
  | {
      readonly state: "started";
      /** ISO 8601, when the scan before was done. @default - there was none */
      readonly earlier?: string;
    }
  | { readonly state: "limited" }
  | { readonly state: "running" };

const RUNNING = ["IN_PROGRESS", "PENDING"];

/**
 * Starts a basic scan of an image.
 * @throws what the SDK throws
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_StartImageScan.html
 */
export async function startScan(client: ECRClient, id: RequestedImage): Promise<StartedScan> {
  const { registryId, repositoryName, imageDigest } = id;
  const before = await readScan(client, id, new Date());
  if (before !== undefined && RUNNING.includes(before.status)) return { state: "running" };
  const request = new StartImageScanCommand({ registryId, repositoryName, imageId: { imageDigest } });
  if ((await unless("LimitExceededException", client.send(request))) === undefined) return { state: "limited" };
  const earlier = before?.completedAt;
  return { state: "started", ...(earlier === undefined ? {} : { earlier }) };
}
