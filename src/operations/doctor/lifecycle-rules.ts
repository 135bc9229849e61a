import { type Evaluation } from "../../domain/lifecycle-policy/decision";
import { bytesText, countText } from "../../domain/text/format";
import { idleRules, lateProtectionText, selectsNone, type LateProtection } from "../lifecycle-preview/rule-findings";
import { cause, ok, type Diagnosis } from "./diagnosis";
import { DAYS_AHEAD, HIGH } from "./thresholds";

/** Reports images that a rule deletes although a later rule keeps them. */
export function diagnoseLateProtection(repository: string, protection: LateProtection): Diagnosis {
  const { rulePriority } = protection.rule;
  const fix = `lower the rulePriority of rule ${rulePriority} below that of all rules that delete or archive images. ${previewText(repository)}`;
  const found = `in the next ${DAYS_AHEAD} days, ${lateProtectionText(protection)}`;
  return cause("lifecycle/late-protection", repository, found, fix);
}

/** A repository with this many images has grown. */
const MANY_IMAGES = 100;

/** Reports rules that do nothing. They are a cause only if no rule does anything, in a repository that has grown. */
export function diagnoseRules(repository: string, { decisions, rules }: Evaluation): Diagnosis[] {
  const { length } = decisions;
  const idle = length === 0 ? [] : idleRules(length, rules);
  if (idle.length === 0) return [];
  const bytes = decisions.reduce((sum, decision) => sum + decision.bytes, 0);
  if (!selectsNone(length, rules) || (length < MANY_IMAGES && bytes < HIGH))
    return [ok("lifecycle/rules", repository, idle.join(" "))];
  const tags = decisions.flatMap(({ image }) => image.tags);
  const having =
    tags.length === 0 ? "The images do not have tags" : `The images have tags such as ${tags.slice(0, 3).join(", ")}`;
  const found = `its lifecycle policy does nothing, and the repository stores ${countText(length, "image")} (${bytesText(bytes)}). ${idle.join(" ")} ${having}`;
  const fix = `${tags.length === 0 ? "add a rule for untagged images (tagStatus untagged) or for all images (tagStatus any)" : "select tags that the images actually have, or add a rule for all images (tagStatus any)"}. ${previewText(repository)}`;
  return [cause("lifecycle/idle-rules", repository, found, fix)];
}

/** How to try a change of the policy. */
export function previewText(repository: string): string {
  return `To preview a change: npx ecr lifecycle preview <environment> ${repository} --compare <file>`;
}
