import { oneOf } from "../../domain/problems/problem";
import { rankOf, type EnvironmentReview } from "./review";
import { type ReviewWithFaults } from "./record";

/**
 * Several reviews as one, the worst environment first. Of an environment with several reviews, the one that knows
 * most counts, whatever the order.
 */
export function joinedReviews(reviews: readonly ReviewWithFaults[]): ReviewWithFaults {
  const bases = [...new Set(reviews.map(({ review }) => review.base))];
  const all = reviews.flatMap(({ review }) => review.environments);
  const chosen = new Map<string, EnvironmentReview>();
  for (const environment of all) {
    const known = chosen.get(environment.environment);
    if (known === undefined || isBetter(environment, known)) chosen.set(environment.environment, environment);
  }
  return {
    review: {
      base: bases.join(", "),
      environments: [...chosen.values()].sort((a, b) => rankOf(a) - rankOf(b)),
    },
    faults: [
      ...new Set([
        ...(bases.length > 1 ? [`The reviews compare with different revisions: ${oneOf(bases, "and")}`] : []),
        ...reviews.flatMap(({ faults }) => faults),
      ]),
    ],
  };
}

/** What a review is based on: plans, then images, then how little it leaves open. Of equal ones, the worst counts. */
function isBetter(one: EnvironmentReview, other: EnvironmentReview): boolean {
  const evidence = (review: EnvironmentReview): number[] => [
    review.plans?.length ?? 0,
    review.cost === undefined ? 0 : 1,
    -review.unknown.length,
    -rankOf(review),
  ];
  const [mine, theirs] = [evidence(one), evidence(other)];
  const first = mine.findIndex((value, index) => value !== theirs[index]);
  return first === -1 || (mine[first] ?? 0) > (theirs[first] ?? 0);
}
