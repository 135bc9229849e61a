import { attachedTo, ATTACHMENT_PREFIX } from "../../domain/images/attachment";
import { DAY, type Image } from "../../domain/images/image";
import { type Evaluation, type LifecycleDecision } from "../../domain/lifecycle-policy/decision";
import { keepsAll, protects } from "../../domain/lifecycle-policy/describe-rule";
import { selectionWords, selectorOf } from "../../domain/lifecycle-policy/selection";
import { countText, dayText, listText, shortDigest } from "../../domain/text/format";
import { type RuleTotals } from "./rule-totals";

/** A pull within so many days shows that an image is in use. */
const RECENT_DAYS = 7;

const ATTACHMENT_WORDS = ["signature, attestation or SBOM", "signatures, attestations or SBOMs"] as const;
const ATTACHMENT_TAGS = "tags sha256-<digest>.sig, .att or .sbom";

/** Results of a preview that are easy to miss in the list of images, the most dangerous ones first. */
export function findingsOf(
  { decisions, attachments }: Pick<Evaluation, "decisions" | "attachments">,
  rules: readonly RuleTotals[],
  now: Date,
): string[] {
  if (decisions.length === 0) return [];
  const since = now.getTime() - RECENT_DAYS * DAY;
  const changed = decisions.filter(({ action }) => action !== "keep");
  const pulled = changed.filter(({ image: { pulledAt } }) => pulledAt !== undefined && pulledAt >= since);
  const attached = changed.filter(({ image }) => attachments.has(image));
  return [
    ...recentPulls(pulled),
    ...lateProtections(decisions, rules),
    ...lostAttachments(decisions, attached),
    ...rules.flatMap(countedAttachments),
    ...idleRules(decisions.length, rules),
    ...rules.flatMap(beatenRule),
  ];
}

function recentPulls(pulled: readonly LifecycleDecision[]): string[] {
  if (pulled.length === 0) return [];
  return [
    `${would(pulled)} ${pulled.length === 1 ? "was" : "were"} pulled in the last ${RECENT_DAYS} days: ${examples(pulled, ({ tags, digest, pulledAt }) => `${nameOf(tags, digest)} on ${dayText(pulledAt)}`)}.`,
  ];
}

/** Images that a rule deletes although a later one keeps all images that it selects. */
function lateProtections(decisions: readonly LifecycleDecision[], rules: readonly RuleTotals[]): string[] {
  return rules.flatMap(({ rule, lost }) => {
    if (lost === 0 || !protects(rule)) return [];
    const selects = selectorOf(rule.selection);
    const missed = decisions.filter(({ claimedBy, rulePriority, image }) => {
      return rulePriority !== null && claimedBy !== null && claimedBy < rule.rulePriority && selects(image);
    });
    if (missed.length === 0) return [];
    return [
      `${would(missed)} ${missed.length === 1 ? "is" : "are"} among the ${selectionWords(rule.selection)}, which rule ${rule.rulePriority} keeps, but an earlier rule selects ${missed.length === 1 ? "it" : "them"} first: ${examples(missed, ({ tags, digest }) => nameOf(tags, digest))}.`,
    ];
  });
}

/** Signatures that are deleted or archived while their images stay, so that verification fails. */
function lostAttachments(decisions: readonly LifecycleDecision[], attached: readonly LifecycleDecision[]): string[] {
  if (attached.length === 0) return [];
  const kept = new Set(decisions.flatMap(({ action, image }) => (action === "keep" ? [image.digest] : [])));
  const lost = attached.filter(({ image }) => kept.has(attachedTo(image.tags) ?? ""));
  if (lost.length === 0) return [];
  return [
    `${countText(lost.length, ...ATTACHMENT_WORDS)} (${ATTACHMENT_TAGS}) would be ${verbsOf(lost)} while ${lost.length === 1 ? "the image is" : "their images are"} kept, and verification then fails. Keep "${ATTACHMENT_PREFIX}*" in an earlier rule, or attach them as OCI referrers, which ECR deletes with their image.`,
  ];
}

function countedAttachments({ rule, attachments, selected }: RuleTotals): string[] {
  const { countNumber, tagPrefixList = [], tagPatternList = [] } = rule.selection;
  const isForAttachments = [...tagPrefixList, ...tagPatternList].some((tag) => tag.startsWith(ATTACHMENT_PREFIX));
  if (attachments === 0 || selected <= countNumber || keepsAll(rule) || isForAttachments) return [];
  const [one, many] = ATTACHMENT_WORDS;
  return [
    `${attachments.toLocaleString("en-US")} of the newest ${countText(countNumber, "image")} that rule ${rule.rulePriority} keeps ${attachments === 1 ? `is a ${one}` : `are ${many}`} (${ATTACHMENT_TAGS}). Count only images with other tags, or keep more.`,
  ];
}

function idleRules(images: number, rules: readonly RuleTotals[]): string[] {
  const idle = rules.filter(({ selected }) => selected === 0).map(({ rule }) => String(rule.rulePriority));
  const last = idle.pop();
  if (last === undefined) return [];
  const subject = idle.length === 0 ? `Rule ${last} selects` : `Rules ${idle.join(", ")} and ${last} select`;
  return [`${subject} none of the ${countText(images, "image")}.`];
}

function beatenRule({ rule, selected, lost }: RuleTotals): string[] {
  if (selected === 0 || lost < selected) return [];
  const images = selected === 1 ? "its only image" : `all of its ${countText(selected, "image")}`;
  return [`Rule ${rule.rulePriority} acts on nothing, because earlier rules select ${images} first.`];
}

/** `3 images that would be deleted`. */
function would(decisions: readonly LifecycleDecision[]): string {
  return `${countText(decisions.length, "image")} that would be ${verbsOf(decisions)}`;
}

function verbsOf(decisions: readonly LifecycleDecision[]): string {
  const verbs = [
    ...(decisions.some(({ action }) => action === "expire") ? ["deleted"] : []),
    ...(decisions.some(({ action }) => action === "archive") ? ["archived"] : []),
  ];
  return verbs.join(" or ");
}

const MOST_EXAMPLES = 3;

function examples(decisions: readonly LifecycleDecision[], textOf: (image: Image) => string): string {
  const shown = decisions.slice(0, MOST_EXAMPLES).map(({ image }) => textOf(image));
  const more = decisions.length - shown.length;
  return `${shown.join("; ")}${more > 0 ? `; and ${more.toLocaleString("en-US")} more` : ""}`;
}

function nameOf(tags: readonly string[], digest: string): string {
  // A handwritten listing may contain control characters.
  return tags.length === 0 ? shortDigest(digest) : listText(tags, MOST_EXAMPLES).replace(/\p{Cc}+/gu, " ");
}
