import { LIFECYCLE_LIMITS } from "./limits";
import { type LifecycleRule } from "./schema";
import { selectionWords } from "./selection";
import { countText } from "../text/format";

/** The event from which a rule counts days. */
export const EVENTS = {
  imageCountMoreThan: "",
  sinceImagePushed: "pushed",
  sinceImagePulled: "last pulled",
  sinceImageTransitioned: "archived",
} as const;

/** Whether a rule's count is so high that it never acts, which protects its images from later rules. */
export function keepsAll({ selection: { countType, countNumber } }: LifecycleRule): boolean {
  return countType === "imageCountMoreThan" && countNumber >= LIFECYCLE_LIMITS.images;
}

/** Whether a rule keeps every image that it selects: its count is never reached, or its tag belongs to one image at a time. */
export function protects(rule: LifecycleRule): boolean {
  return keepsAll(rule) || (rule.selection.countType === "imageCountMoreThan" && isOneTag(rule));
}

/** A tag without a wildcard belongs to one image at a time. */
export function isOneTag({ selection: { tagPatternList } }: LifecycleRule): boolean {
  return tagPatternList?.some((pattern) => !pattern.includes("*")) ?? false;
}

/** What a rule does, in words: `deletes untagged images pushed more than 7 days ago`. */
export function ruleWords(rule: LifecycleRule): string {
  const { countType, countNumber } = rule.selection;
  // The event "archived" already says that the images are in the archive.
  const images = selectionWords(
    countType === "sinceImageTransitioned" ? { ...rule.selection, storageClass: "standard" } : rule.selection,
  );
  const verb = rule.action.type === "transition" ? "archives" : "deletes";
  if (keepsAll(rule)) return `keeps all ${images}`;
  if (countType !== "imageCountMoreThan")
    return `${verb} ${images} ${EVENTS[countType]} more than ${daysText(rule)} ago`;
  return `${verb} ${images} beyond the newest ${countNumber.toLocaleString("en-US")}`;
}

/** `1 day`, `14 days`. */
export function daysText({ selection }: LifecycleRule): string {
  return countText(selection.countNumber, "day");
}
