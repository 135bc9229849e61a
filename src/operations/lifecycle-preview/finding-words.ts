import { type Image } from "../../domain/images/image";
import { type LifecycleDecision } from "../../domain/lifecycle-policy/decision";
import { countText, listText, shortDigest } from "../../domain/text/format";

/** `3 images that would be deleted`. */
export function would(decisions: readonly LifecycleDecision[]): string {
  return `${countText(decisions.length, "image")} that would be ${verbsOf(decisions)}`;
}

/** `deleted`, `archived`, or both. */
export function verbsOf(decisions: readonly LifecycleDecision[]): string {
  const verbs = [
    ...(decisions.some(({ action }) => action === "expire") ? ["deleted"] : []),
    ...(decisions.some(({ action }) => action === "archive") ? ["archived"] : []),
  ];
  return verbs.join(" or ");
}

const MOST_EXAMPLES = 3;

/** The first images, and how many more there are. */
export function examples(decisions: readonly LifecycleDecision[], textOf: (image: Image) => string): string {
  const shown = decisions.slice(0, MOST_EXAMPLES).map(({ image }) => textOf(image));
  const more = decisions.length - shown.length;
  return `${shown.join("; ")}${more > 0 ? `; and ${more.toLocaleString("en-US")} more` : ""}`;
}

/** The tags of an image, or its digest. */
export function nameOf(tags: readonly string[], digest: string): string {
  // A handwritten listing may contain control characters.
  return tags.length === 0 ? shortDigest(digest) : listText(tags, MOST_EXAMPLES).replace(/\p{Cc}+/gu, " ");
}
