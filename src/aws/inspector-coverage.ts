import { Inspector2Client, ListCoverageCommand } from "@aws-sdk/client-inspector2";
import { type Environment } from "../model/environment";
import { repositoryArn } from "../domain/aws/arn";
import { type RequestedImage } from "../operations/scan-gate/answer";
import { type Coverage } from "../operations/scan-gate/coverage";
import { limitedClient } from "./limited-client";
import { rethrowEnd } from "./request-scope";

/** Few attempts: the coverage only supplements ECR's result. */
const MAX_ATTEMPTS = 2;

/**
 * Amazon Inspector's coverage of an image.
 * @returns `undefined` if Inspector does not cover the image, or denies access
 */
export async function inspectorCoverage(environment: Environment, id: RequestedImage): Promise<Coverage | undefined> {
  const { repositoryName, imageDigest } = id;
  const resourceId = `${repositoryArn(environment.location, repositoryName)}/${imageDigest}`;
  const client = await limitedClient(Inspector2Client, environment, "inspector2", { maxAttempts: MAX_ATTEMPTS });
  try {
    const { coveredResources = [] } = await client.send(
      new ListCoverageCommand({ filterCriteria: { resourceId: [{ comparison: "EQUALS", value: resourceId }] } }),
    );
    const image = coveredResources.find((resource) => resource.resourceId === resourceId);
    if (image === undefined) return undefined;
    return { reason: image.scanStatus?.reason ?? "", scannedAt: image.lastScannedAt?.toISOString() };
  } catch (cause) {
    rethrowEnd(cause);
    // A CI role may lack this permission. The gate then relies on ECR alone.
    return undefined;
  } finally {
    client.destroy();
  }
}
