import { type RepositorySettings, type TagMutability } from "../repository/settings";
import { patternTest } from "../lifecycle-policy/selection";
import { type CiRepository } from "./workflow-settings";

type Tagging = Pick<RepositorySettings, "imageTagMutability" | "imageTagMutabilityExclusionFilters">;

/** The tag that workflows move to the newest image, if the repository allows it. */
const MOVING_TAG = "latest";

const MUTABLE: ReadonlySet<TagMutability> = new Set<TagMutability>(["MUTABLE", "MUTABLE_WITH_EXCLUSION"]);

/**
 * Whether a tag can move to another image.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 */
export function mayMove(tag: string, { imageTagMutability, imageTagMutabilityExclusionFilters }: Tagging): boolean {
  const isExcluded = imageTagMutabilityExclusionFilters.some((filter) => patternTest(filter)(tag));
  return MUTABLE.has(imageTagMutability) !== isExcluded;
}

/** A repository and its declared settings. An operator's repository has none. */
export type CiDeclaration = { readonly repositoryName: string } & Partial<Tagging & { readonly scanOnPush: boolean }>;

/** How a workflow builds and pushes the image of each repository. */
export function ciRepositories(declarations: readonly CiDeclaration[]): CiRepository[] {
  return declarations.map(({ repositoryName, scanOnPush, ...tagging }) => {
    const { imageTagMutability, imageTagMutabilityExclusionFilters = [] } = tagging;
    const moves =
      imageTagMutability !== undefined &&
      mayMove(MOVING_TAG, { imageTagMutability, imageTagMutabilityExclusionFilters });
    return {
      name: repositoryName,
      // A single image is usually built from the top of the checkout, several images from one folder each.
      context: declarations.length === 1 ? "." : (repositoryName.split("/").at(-1) ?? repositoryName),
      movingTags: moves ? [MOVING_TAG] : [],
      startScan: scanOnPush === false,
    };
  });
}
