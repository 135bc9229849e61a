import { type LifecycleDecision, type RuleResult } from "../../domain/lifecycle-policy/decision";
import { protects } from "../../domain/lifecycle-policy/describe-rule";
import { type LifecycleRule } from "../../domain/lifecycle-policy/schema";
import { selectionWords, selectorOf } from "../../domain/lifecycle-policy/selection";
import { countText } from "../../domain/text/format";
import { examples, nameOf, would } from "./finding-words";

/** A rule that keeps all images that it selects, and images among them that an earlier rule deletes or archives. */
export interface LateProtection {
  readonly rule: LifecycleRule;
  readonly missed: readonly LifecycleDecision[];
}

/** Rules that keep images too late, because an earlier rule selects the images by another tag. */
export function lateProtections(
  decisions: readonly LifecycleDecision[],
  rules: readonly RuleResult[],
): LateProtection[] {
  return rules.flatMap(({ rule, lost }) => {
    if (lost === 0 || !protects(rule)) return [];
    const selects = selectorOf(rule.selection);
    const missed = decisions.filter(({ claimedBy, rulePriority, image }) => {
      return rulePriority !== null && claimedBy !== null && claimedBy < rule.rulePriority && selects(image);
    });
    return missed.length === 0 ? [] : [{ rule, missed }];
  });
}

/** A late protection as a sentence. */
export function lateProtectionText({ rule, missed }: LateProtection): string {
  const [is, them] = missed.length === 1 ? ["is", "it"] : ["are", "them"];
  return `${would(missed)} ${is} among the ${selectionWords(rule.selection)}, which rule ${rule.rulePriority} would keep, but an earlier rule selects ${them} first: ${examples(missed, ({ tags, digest }) => nameOf(tags, digest))}.`;
}

/** Rules that act on nothing, as sentences. @param images number of images, more than 0 */
export function idleRules(images: number, rules: readonly RuleResult[]): string[] {
  return [...unselecting(images, rules), ...rules.flatMap(beatenRule)];
}

function unselecting(images: number, rules: readonly RuleResult[]): string[] {
  const idle = rules.filter(({ selected }) => selected === 0).map(({ rule }) => String(rule.rulePriority));
  const last = idle.pop();
  if (last === undefined) return [];
  const subject = idle.length === 0 ? `Rule ${last}` : `Rules ${idle.join(", ")} and ${last}`;
  const verb = idle.length === 0 ? "does" : "do";
  if (images === 1) return [`${subject} ${verb} not select the only image.`];
  return [`${subject} ${idle.length === 0 ? "selects" : "select"} none of the ${countText(images, "image")}.`];
}

function beatenRule({ rule, selected, lost }: RuleResult): string[] {
  if (selected === 0 || lost < selected) return [];
  const images = selected === 1 ? "its only image" : `all of its ${countText(selected, "image")}`;
  return [`Rule ${rule.rulePriority} does not act on any image, because earlier rules select ${images} first.`];
}

/** Whether no rule of a policy selects an image, although there are images. */
export function selectsNone(images: number, rules: readonly RuleResult[]): boolean {
  return images > 0 && rules.every(({ selected }) => selected === 0);
}
