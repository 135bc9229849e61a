import { registryHost } from "../aws/arn";
import { type CiRepository, type CiWorkflowSettings } from "./workflow-settings";

/** What a job is told of its repository, by the names that the scripts take; of each repository. */
export function repositoryVariables({ repositories }: CiWorkflowSettings): Readonly<Record<string, string>>[] {
  const moves = repositories.some(({ movingTags }) => movingTags.length > 0);
  return repositories.map(({ name, context, movingTags }) => ({
    REPOSITORY: name,
    CONTEXT: context,
    ...(moves ? { MOVING_TAGS: movingTags.join(" ") } : {}),
  }));
}

/** What all jobs are told. */
export function registryVariables({ location }: CiWorkflowSettings) {
  return {
    AWS_REGION: location.region,
    AWS_DEFAULT_REGION: location.region,
    REGISTRY: registryHost(location),
    REGISTRY_ID: location.account,
    // Attestations would make each image an image list, which ECR's basic scanning does not take.
    BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
  };
}

/** Whether some repository lets tags move. */
export function movesTags({ repositories }: CiWorkflowSettings): boolean {
  return repositories.some(({ movingTags }) => movingTags.length > 0);
}

/** Whether some repository is not scanned at the push, so that a scan has to be asked for. */
export function startsScans(settings: CiWorkflowSettings): boolean {
  return scannedOnRequest(settings).length > 0;
}

/**
 * Repositories whose images are scanned when somebody asks for it. Amazon Inspector takes no requests.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced.html
 */
export function scannedOnRequest({ gate, repositories }: CiWorkflowSettings): readonly CiRepository[] {
  if (gate === undefined || gate.scanning === "enhanced") return [];
  return repositories.filter(({ startScan }) => startScan);
}

/** What is worth a word about each repository, for people who read the workflow. */
export function tagRemark({ name, movingTags }: CiRepository): string {
  return movingTags.length === 0
    ? `${name}: only the commit's tag, because its tags cannot move`
    : `${name}: the commit's tag, and ${movingTags.join(", ")} after the image has passed`;
}
