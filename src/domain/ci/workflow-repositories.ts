import { type RepositorySettings, type TagMutability } from "../repository/settings";
import { patternTest } from "../lifecycle-policy/selection";
import { type CiRepository } from "./workflow-settings";

type Tagging = Pick<RepositorySettings, "imageTagMutability" | "imageTagMutabilityExclusionFilters">;

/** The tag that follows the newest image wherever a repository lets it. */
const MOVING_TAG = "latest";

const MUTABLE: ReadonlySet<TagMutability> = new Set<TagMutability>(["MUTABLE", "MUTABLE_WITH_EXCLUSION"]);

/**
 * Whether a tag may be set anew on another image.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 */
export function mayMove(tag: string, { imageTagMutability, imageTagMutabilityExclusionFilters }: Tagging): boolean {
  const isExcluded = imageTagMutabilityExclusionFilters.some((filter) => patternTest(filter)(tag));
  return MUTABLE.has(imageTagMutability) !== isExcluded;
}

/** A repository without what is not declared: nothing is known of one that the operator owns. */
export type CiDeclaration = { readonly repositoryName: string } & Partial<Tagging & { readonly scanOnPush: boolean }>;

/** What a workflow does with each of the repositories that it is for. */
export function ciRepositories(declarations: readonly CiDeclaration[]): CiRepository[] {
  return declarations.map(({ repositoryName, scanOnPush, ...tagging }) => {
    const { imageTagMutability, imageTagMutabilityExclusionFilters = [] } = tagging;
    const moves =
      imageTagMutability !== undefined &&
      mayMove(MOVING_TAG, { imageTagMutability, imageTagMutabilityExclusionFilters });
    return {
      name: repositoryName,
      // One image is mostly built from the top of its checkout, several from a folder each.
      context: declarations.length === 1 ? "." : (repositoryName.split("/").at(-1) ?? repositoryName),
      movingTags: moves ? [MOVING_TAG] : [],
      startScan: scanOnPush === false,
    };
  });
}
