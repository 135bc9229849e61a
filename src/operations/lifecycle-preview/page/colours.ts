import { type Action } from "../../../domain/lifecycle-policy/decision";

/** Colours of the rules that act, far apart also for people who see red and green alike. */
const RULE_COLOURS = ["#d55e00", "#cc79a7", "#e69f00", "#56b4e9", "#8c564b", "#7f3fbf", "#b8860b", "#e377c2"] as const;

const KEPT = "#009e73";

/** The colour of what happens to an image: one for all that stay, one for each rule that acts. */
export function colourOf(action: Action, rulePriority: number | null, acting: readonly number[]): string {
  if (action === "keep" || rulePriority === null) return KEPT;
  const place = Math.max(0, acting.indexOf(rulePriority));
  return RULE_COLOURS[place] ?? furtherColour(place);
}

/** Colours after those of the list: the golden angle puts each far from its neighbours, and none comes twice. */
function furtherColour(place: number): string {
  return `hsl(${((place * 137.508) % 360).toFixed(1)} 60% 50%)`;
}
