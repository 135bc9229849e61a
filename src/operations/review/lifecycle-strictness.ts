import { isDeepStrictEqual } from "node:util";
import { protects } from "../../domain/lifecycle-policy/describe-rule";
import { type LifecyclePolicy, type LifecycleRule } from "../../domain/lifecycle-policy/schema";

/** Whether a policy may delete or archive images that another one keeps, judged by the rules, without images. */
export function isStricter(before: LifecyclePolicy | undefined, after: LifecyclePolicy | undefined): boolean {
  if (after === undefined) return false;
  const [old, rules] = [inOrder(before), inOrder(after)];
  if (old.length === 0) return rules.some((rule) => !protects(rule));
  if (rules.length > old.length) return true;
  // Without the last rules, their images are kept. Without an earlier one, its images belong to later rules.
  const dropped = old.slice(rules.length);
  if (dropped.some(protects)) return true;
  return rules.some((rule, index) => isRuleStricter(old[index], rule));
}

function inOrder(policy: LifecyclePolicy | undefined): LifecycleRule[] {
  return [...(policy?.rules ?? [])].sort((a, b) => a.rulePriority - b.rulePriority);
}

/** A rule selects the same images with any count, so a higher one deletes fewer and takes none from later rules. */
function isRuleStricter(before: LifecycleRule | undefined, after: LifecycleRule): boolean {
  if (before === undefined || protects(before) !== protects(after)) return true;
  const selection = { ...before.selection, countNumber: after.selection.countNumber };
  if (!isDeepStrictEqual([selection, before.action], [after.selection, after.action])) return true;
  return after.selection.countNumber < before.selection.countNumber;
}
