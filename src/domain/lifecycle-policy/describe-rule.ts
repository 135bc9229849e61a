import { LIFECYCLE_LIMITS } from "./limits";
import { type LifecycleRule } from "./schema";
import { selectionWords } from "./selection";
import { countText } from "../text/format";

/** What a rule of days goes by. */
export const EVENTS = {
  imageCountMoreThan: "",
  sinceImagePushed: "pushed",
  sinceImagePulled: "last pulled",
  sinceImageTransitioned: "archived",
} as const;

/** Whether a rule counts so far that it never acts: it protects its images from later rules. */
export function keepsAll({ selection: { countType, countNumber } }: LifecycleRule): boolean {
  return countType === "imageCountMoreThan" && countNumber >= LIFECYCLE_LIMITS.images;
}

/** What a rule does, in words: `deletes untagged images pushed more than 7 days ago`. */
export function ruleWords(rule: LifecycleRule): string {
  const { countType, countNumber } = rule.selection;
  // Of the archive, the event tells it.
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
