import { attachedTo, ATTACHMENT_PREFIX } from "../../domain/images/attachment";
import { DAY } from "../../domain/images/image";
import { type Evaluation, type LifecycleDecision } from "../../domain/lifecycle-policy/decision";
import { keepsAll } from "../../domain/lifecycle-policy/describe-rule";
import { countText, dayText } from "../../domain/text/format";
import { examples, nameOf, verbsOf, would } from "./finding-words";
import { idleRules, lateProtections, lateProtectionText } from "./rule-findings";
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
    ...lateProtections(decisions, rules).map(lateProtectionText),
    ...lostAttachments(decisions, attached),
    ...rules.flatMap(countedAttachments),
    ...idleRules(decisions.length, rules),
  ];
}

function recentPulls(pulled: readonly LifecycleDecision[]): string[] {
  if (pulled.length === 0) return [];
  return [
    `${would(pulled)} ${pulled.length === 1 ? "was" : "were"} pulled in the last ${RECENT_DAYS} days: ${examples(pulled, ({ tags, digest, pulledAt }) => `${nameOf(tags, digest)} on ${dayText(pulledAt)}`)}.`,
  ];
}

/** Signatures that are deleted or archived while their images stay, so that verification fails. */
function lostAttachments(decisions: readonly LifecycleDecision[], attached: readonly LifecycleDecision[]): string[] {
  if (attached.length === 0) return [];
  const kept = new Set(decisions.flatMap(({ action, image }) => (action === "keep" ? [image.digest] : [])));
  const lost = attached.filter(({ image }) => kept.has(attachedTo(image.tags) ?? ""));
  if (lost.length === 0) return [];
  return [
    `${countText(lost.length, ...ATTACHMENT_WORDS)} (${ATTACHMENT_TAGS}) would be ${verbsOf(lost)} while ${lost.length === 1 ? "its image is" : "their images are"} kept, so verification would fail. Keep "${ATTACHMENT_PREFIX}*" in an earlier rule, or attach signatures as OCI referrers, which ECR deletes together with the image.`,
  ];
}

function countedAttachments({ rule, attachments, selected }: RuleTotals): string[] {
  const { countNumber, tagPrefixList = [], tagPatternList = [] } = rule.selection;
  const isForAttachments = [...tagPrefixList, ...tagPatternList].some((tag) => tag.startsWith(ATTACHMENT_PREFIX));
  if (attachments === 0 || selected <= countNumber || keepsAll(rule) || isForAttachments) return [];
  const [one, many] = ATTACHMENT_WORDS;
  return [
    `${countNumber === 1 ? "The newest image" : `${attachments.toLocaleString("en-US")} of the newest ${countText(countNumber, "image")}`} that rule ${rule.rulePriority} keeps ${attachments === 1 ? `is a ${one}` : `are ${many}`} (${ATTACHMENT_TAGS}). Count only images with other tags, or keep more images.`,
  ];
}
