import { patternTest } from "../../domain/lifecycle-policy/selection";
import { cause, ok, skipped, unknownCause, type Diagnosis } from "./diagnosis";
import { type Observed } from "./observed";

export interface TagFacts {
  readonly repositoryName: string;
  /** The value in ECR: `IMMUTABLE`, `MUTABLE_WITH_EXCLUSION`, ... */
  readonly imageTagMutability: string;
  readonly imageTagMutabilityExclusionFilters: readonly string[];
  /** The tag to push. @default - not given */
  readonly tag?: string;
  /** Digest of the image with this tag; `undefined` if there is none. */
  readonly tagged: Observed<string | undefined>;
}

const ID = "push/immutable-tag";

/** Checks whether a push is rejected because its tag exists and is immutable. */
export function diagnoseTag(facts: TagFacts): Diagnosis {
  const { repositoryName, imageTagMutability, tag, tagged } = facts;
  const state = `tags are ${imageTagMutability}`;
  if (tag === undefined)
    return skipped(ID, repositoryName, `${state}. To check a tag that was rejected, pass --tag <tag>`);
  if (!isImmutable(tag, facts))
    return ok(ID, repositoryName, `${tag} can be pushed again: ${state}${exceptions(facts)}`);
  if (!tagged.known) return unknownCause(ID, repositoryName, tagged.why);
  if (tagged.value === undefined) return ok(ID, repositoryName, `the tag ${tag} is not in use yet`);
  const found = `${tag} belongs to ${tagged.value}, and ${state}${exceptions(facts)}, so the tag cannot move to another image`;
  const move = `. If ${tag} must be able to move, ${moveFix(tag, facts)}`;
  return cause(ID, repositoryName, found, `push the image with a new tag${/^v?\d/.test(tag) ? "" : move}`);
}

/** How to let an immutable tag move, without a change for the tags that other filters match. */
function moveFix(tag: string, facts: TagFacts): string {
  const { imageTagMutability, imageTagMutabilityExclusionFilters: filters } = facts;
  const list = (texts: readonly string[]): string => texts.map((text) => JSON.stringify(text)).join(", ");
  if (imageTagMutability !== "MUTABLE_WITH_EXCLUSION")
    return `set imageTagMutability: IMMUTABLE_WITH_EXCLUSION and imageTagMutabilityExclusionFilters: [${list([...filters, tag])}]`;
  const others = filters.filter((filter) => !patternTest(filter)(tag));
  return others.length === 0
    ? "set imageTagMutability: MUTABLE, and remove imageTagMutabilityExclusionFilters"
    : `set imageTagMutabilityExclusionFilters: [${list(others)}]`;
}

/** Whether a pushed tag cannot move to another image. Exclusion filters invert the rule for the tags they match. */
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
  return filters.length === 0 ? "" : ` (except ${filters.join(", ")})`;
}
