import { type Action } from "../../../domain/lifecycle-policy/decision";

/** Colors of the rules, distinguishable with color blindness. */
const RULE_COLORS = ["#d55e00", "#cc79a7", "#e69f00", "#56b4e9", "#8c564b", "#7f3fbf", "#b8860b", "#e377c2"] as const;

const KEPT = "#009e73";

/** The color of an image: one for kept images, and one for each rule that deletes or archives images. */
export function colorOf(action: Action, rulePriority: number | null, acting: readonly number[]): string {
  if (action === "keep" || rulePriority === null) return KEPT;
  const place = Math.max(0, acting.indexOf(rulePriority));
  return RULE_COLORS[place] ?? furtherColor(place);
}

/** Colors beyond the list. The golden angle separates neighbors, and never repeats. */
function furtherColor(place: number): string {
  return `hsl(${((place * 137.508) % 360).toFixed(1)} 60% 50%)`;
}
