import { registryHost } from "../aws/arn";
import { type CiRepository, type CiWorkflowSettings } from "./workflow-settings";

/** The environment variables of each repository's job. */
export function repositoryVariables(settings: CiWorkflowSettings): Readonly<Record<string, string>>[] {
  const moves = movesTags(settings);
  return settings.repositories.map(({ name, context, movingTags }) => ({
    REPOSITORY: name,
    CONTEXT: context,
    ...(moves ? { MOVING_TAGS: movingTags.join(" ") } : {}),
  }));
}

/** The environment variables that all jobs share. */
export function registryVariables({ location }: CiWorkflowSettings) {
  return {
    AWS_REGION: location.region,
    AWS_DEFAULT_REGION: location.region,
    REGISTRY: registryHost(location),
    REGISTRY_ID: location.account,
    // Attestations turn each image into an image index, which ECR's basic scanning does not support.
    BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
  };
}

/** Whether a repository has moving tags. */
export function movesTags({ repositories }: CiWorkflowSettings): boolean {
  return repositories.some(({ movingTags }) => movingTags.length > 0);
}

/** Whether the workflow starts scans, because a repository does not scan on push. */
export function startsScans(settings: CiWorkflowSettings): boolean {
  return scannedOnRequest(settings).length > 0;
}

/**
 * Repositories whose scans the workflow starts. Amazon Inspector does not start scans on request.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced.html
 */
export function scannedOnRequest({ gate, repositories }: CiWorkflowSettings): readonly CiRepository[] {
  if (gate === undefined || gate.scanning === "enhanced") return [];
  return repositories.filter(({ startScan }) => startScan);
}

/** A comment about the tags of a repository, for readers of the workflow. */
export function tagRemark({ name, movingTags }: CiRepository): string {
  return movingTags.length === 0
    ? `${name}: only the commit's tag, because its tags are immutable`
    : `${name}: the commit's tag, and ${movingTags.join(", ")} after the image has passed`;
}
