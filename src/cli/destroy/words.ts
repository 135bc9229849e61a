import { type Growth } from "../../operations/destruction/growth";
import { ownedName } from "../../operations/destruction/state";
import { countText } from "../../domain/text/format";

/** Longest list of names in a sentence. */
const MOST_NAMES = 5;

/** `1 repository`, `1,200 repositories`. */
export function repositories(count: number): string {
  return countText(count, "repository", "repositories");
}

/** `a, b, c, d, e and 12 more`. */
export function someOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return more > 0
    ? `${names.slice(0, MOST_NAMES).join(", ")} and ${more.toLocaleString("en-US")} more`
    : names.join(", ");
}

/** What was added since it was shown: `team/api (2 images), team/new (1 image)`. */
export function growthWords(growth: readonly Growth[]): string {
  return someOf(
    growth.map(({ now: { owned, outcome }, unseen }) => {
      const name = ownedName(owned);
      if (unseen > 0) return `${name} (${countText(unseen, "image")})`;
      return outcome.kind === "refuse" ? `${name} (${outcome.words})` : name;
    }),
  );
}
