import { type Action } from "../decision";

/** Colours of the rules that act, far apart also for people who see red and green alike. */
const RULE_COLOURS = ["#d55e00", "#cc79a7", "#e69f00", "#56b4e9", "#8c564b", "#7f3fbf", "#b8860b", "#e377c2"] as const;

const KEPT = "#009e73";

/** The colour of what happens to an image: one for all that stay, one for each rule that acts. */
export function colourOf(action: Action, rulePriority: number | null, acting: readonly number[]): string {
  if (action === "keep" || rulePriority === null) return KEPT;
  return RULE_COLOURS[Math.max(0, acting.indexOf(rulePriority)) % RULE_COLOURS.length] ?? KEPT;
}
