import { Inspector2Client, ListCoverageCommand } from "@aws-sdk/client-inspector2";
import { type Environment } from "../model/environment";
import { repositoryArn } from "../domain/aws/arn";
import { type AskedImage } from "../operations/scan-gate/answer";
import { type Coverage } from "../operations/scan-gate/coverage";
import { limitedClient } from "./limited-client";
import { rethrowEnd } from "./request-scope";

/** It only makes an answer of ECR's clearer, so it is not tried for long. */
const TRIES = 2;

/**
 * What Amazon Inspector says about its scans of an image.
 * @returns `undefined` where it does not know the image, or does not tell the caller
 */
export async function inspectorCoverage(environment: Environment, id: AskedImage): Promise<Coverage | undefined> {
  const { repositoryName, imageDigest } = id;
  const resourceId = `${repositoryArn(environment.location, repositoryName)}/${imageDigest}`;
  const client = await limitedClient(Inspector2Client, environment, "inspector2", { maxAttempts: TRIES });
  try {
    const { coveredResources = [] } = await client.send(
      new ListCoverageCommand({ filterCriteria: { resourceId: [{ comparison: "EQUALS", value: resourceId }] } }),
    );
    const image = coveredResources.find((it) => it.resourceId === resourceId);
    if (image === undefined) return undefined;
    return { reason: image.scanStatus?.reason ?? "", scannedAt: image.lastScannedAt?.toISOString() };
  } catch (cause) {
    rethrowEnd(cause);
    // A CI role need not have this permission; without it, an image is judged by what ECR says.
    return undefined;
  } finally {
    client.destroy();
  }
}
