import { registryHost } from "../aws/arn";
import { type CiRepository, type CiWorkflowSettings } from "./workflow-settings";

/** The environment variables of each repository's job. */
export function repositoryVariables(settings: CiWorkflowSettings): Readonly<Record<string, string>>[] {
  const moves = movesTags(settings);
  return settings.repositories.map(({ name, context, movingTags, cache }) => ({
    REPOSITORY: name,
    CONTEXT: context,
    ...(cache === undefined ? {} : { CACHE: `${cache.repositoryName}:${cache.tag}` }),
    ...(moves ? { MOVING_TAGS: movingTags.join(" ") } : {}),
  }));
}

/** The environment variables that all jobs share. */
export function registryVariables({ location, build }: CiWorkflowSettings) {
  return {
    AWS_REGION: location.region,
    AWS_DEFAULT_REGION: location.region,
    REGISTRY: registryHost(location),
    REGISTRY_ID: location.account,
    // Attestations turn each image into an image index, which ECR's basic scanning does not support.
    BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
    ...(build?.platforms === undefined ? {} : { PLATFORMS: build.platforms.join(",") }),
  };
}

/** Whether the workflow pushes image indexes instead of single images. */
export function pushesIndex({ build }: CiWorkflowSettings): boolean {
  const { platforms = [], provenance, sbom = false } = build ?? {};
  return platforms.length > 1 || provenance !== undefined || sbom;
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

/** Comments about the variables that all jobs share, by their names. */
export function variableRemarks(settings: CiWorkflowSettings): Readonly<Record<string, string>> {
  const { build } = settings;
  const { platforms = [], provenance, sbom = false } = build ?? {};
  const hasAttestations = provenance !== undefined || sbom;
  return {
    BUILDX_NO_DEFAULT_ATTESTATIONS: hasAttestations
      ? "only the attestations that the push requests. The scan gate skips them. AWS Lambda does not run images with attestations"
      : "no attestations: they would create a manifest list, which ECR's basic scanning does not support",
    ...(platforms.length > 1
      ? {
          PLATFORMS:
            "one image index with an image for each platform. The scan gate checks each image. AWS Lambda does not run an image index",
        }
      : {}),
  };
}

/** Comments about a repository's tags and build cache, for readers of the workflow. */
export function repositoryRemark({ name, movingTags, cache }: CiRepository): string {
  const tags =
    movingTags.length === 0
      ? "only the commit's tag, because the repository's tags are immutable"
      : `the commit's tag, and ${movingTags.join(", ")} after the image has passed`;
  const lines = [`${name}: ${tags}`];
  if (cache !== undefined) {
    lines.push(`${name}: the build cache is ${cache.repositoryName}:${cache.tag}`);
    lines.push(...cache.notes.map((note) => `${cache.repositoryName}: ${note}`));
  }
  return lines.join("\n");
}
