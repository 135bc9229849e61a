import { type LifecycleDecision, type RuleResult } from "../../domain/lifecycle-policy/decision";

/** What one rule does to the images of a repository. */
export interface RuleTotals extends RuleResult {
  /** Images that it deletes or archives, including referrers that follow them. */
  readonly actsOn: number;
}

/** Adds to each rule's result how many images it acts on. */
export function ruleTotals(results: readonly RuleResult[], decisions: readonly LifecycleDecision[]): RuleTotals[] {
  const acting = new Map<number, number>();
  for (const { rulePriority } of decisions) {
    if (rulePriority !== null) acting.set(rulePriority, (acting.get(rulePriority) ?? 0) + 1);
  }
  return results.map((result) => ({ ...result, actsOn: acting.get(result.rule.rulePriority) ?? 0 }));
}

/** The totals as `-o json` prints them. */
export function ruleRecord({ rule, selected, actsOn, lost }: RuleTotals): object {
  return { rulePriority: rule.rulePriority, selected, actsOn, lostToEarlierRules: lost };
}
