import { patternTest } from "../../domain/lifecycle-policy/selection";
import { cause, ok, skipped, unknownCause, type Diagnosis } from "./diagnosis";
import { type Observed } from "./observed";

export interface TagFacts {
  readonly repositoryName: string;
  /** As ECR has it: `IMMUTABLE`, `MUTABLE_WITH_EXCLUSION`, ... */
  readonly imageTagMutability: string;
  readonly imageTagMutabilityExclusionFilters: readonly string[];
  /** The tag that somebody pushes. @default - not said */
  readonly tag?: string;
  /** Digest of the image that has the tag; `undefined` where none has it. */
  readonly tagged: Observed<string | undefined>;
}

const ID = "push/immutable-tag";

/** Whether a push is refused because its tag is taken and can not be moved. */
export function diagnoseTag(facts: TagFacts): Diagnosis {
  const { repositoryName, imageTagMutability, tag, tagged } = facts;
  if (tag === undefined)
    return skipped(
      ID,
      repositoryName,
      `its tags are ${imageTagMutability}; write --tag <tag> for the tag that is refused`,
    );
  if (!isImmutable(tag, facts))
    return ok(ID, repositoryName, `${tag} can be pushed again: tags are ${imageTagMutability}${exceptions(facts)}`);
  if (!tagged.known) return unknownCause(ID, repositoryName, tagged.why);
  if (tagged.value === undefined) return ok(ID, repositoryName, `no image has the tag ${tag} yet`);
  return cause(
    ID,
    repositoryName,
    `${tag} is on ${tagged.value}, and tags are ${imageTagMutability}${exceptions(facts)}: another image can not have it`,
    /^v?\d/.test(tag)
      ? "push under a new version"
      : `push under a new tag; if ${tag} is meant to move, set imageTagMutability: IMMUTABLE_WITH_EXCLUSION and imageTagMutabilityExclusionFilters: [${JSON.stringify(tag)}]`,
  );
}

/** Whether a tag, once pushed, stays where it is. Filters except tags from what holds for the others. */
export function isImmutable(
  tag: string,
  { imageTagMutability, imageTagMutabilityExclusionFilters }: Omit<TagFacts, "tagged" | "repositoryName">,
): boolean {
  const excepted = imageTagMutabilityExclusionFilters.some((filter) => patternTest(filter)(tag));
  switch (imageTagMutability) {
    case "IMMUTABLE":
      return true;
    case "IMMUTABLE_WITH_EXCLUSION":
      return !excepted;
    case "MUTABLE_WITH_EXCLUSION":
      return excepted;
    default:
      return false;
  }
}

function exceptions({ imageTagMutabilityExclusionFilters: filters }: TagFacts): string {
  return filters.length === 0 ? "" : ` (but ${filters.join(", ")})`;
}
